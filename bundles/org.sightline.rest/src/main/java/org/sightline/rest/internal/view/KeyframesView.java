package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The times of a take's keyframes, in milliseconds from its start. */
@Schema(name = "Keyframes")
public record KeyframesView(List<Long> millis) {}
