package org.sightline.rest.internal.view;

import java.util.Locale;

/** How enums read in JSON: lower case, hyphens. */
final class Lower {
    private Lower() {}

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
