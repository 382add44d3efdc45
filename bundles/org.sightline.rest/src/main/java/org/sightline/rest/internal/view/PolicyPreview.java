package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Who could watch under a review policy. */
@Schema(name = "ReviewPolicyPreview")
public record PolicyPreview(String policy, List<WatcherView> watchers) {}
