package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.media.Schema;

/** The body of a request that needs none: {@code {}}. */
@Schema(name = "Nothing")
record NoMembers() {}
