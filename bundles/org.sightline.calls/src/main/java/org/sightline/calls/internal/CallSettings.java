package org.sightline.calls.internal;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator can set about calls. */
@Component(service = CallSettings.class, configurationPid = "org.sightline.calls", immediate = true)
@Designate(ocd = CallSettings.Config.class)
public final class CallSettings {

    @ObjectClassDefinition(
            name = "%calls.name",
            description = "%calls.description",
            localization = "OSGI-INF/l10n/calls")
    @interface Config {
        @AttributeDefinition(name = "%invitationHours.name", description = "%invitationHours.description")
        int invitationHours() default 24;

        @AttributeDefinition(name = "%unusedDays.name", description = "%unusedDays.description")
        int unusedDays() default 7;

        @AttributeDefinition(name = "%longestHours.name", description = "%longestHours.description")
        int longestHours() default 12;
    }

    private final Duration invitation;
    private final Duration unused;
    private final Duration longest;

    @Activate
    public CallSettings(Config config) {
        this(config.invitationHours(), config.unusedDays(), config.longestHours());
    }

    CallSettings(int invitationHours, int unusedDays, int longestHours) {
        invitation = Duration.ofHours(within("invitationHours", invitationHours, 168));
        unused = Duration.ofDays(within("unusedDays", unusedDays, 365));
        longest = Duration.ofHours(within("longestHours", longestHours, 168));
    }

    /** How long a link works. */
    Duration invitation() {
        return invitation;
    }

    /** How long a call waits for its first participant. */
    Duration unused() {
        return unused;
    }

    /** How long a call may be live. */
    Duration longest() {
        return longest;
    }

    private static int within(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("org.sightline.calls: " + key + " must be 1 to " + most);
        }
        return value;
    }
}
