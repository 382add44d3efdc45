package org.sightline.access.workinghours.internal;

import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Vote;
import org.sightline.access.Vote.Choice;
import org.sightline.access.spi.AccessPolicy;
import org.sightline.tenancy.Role;

/** Lets technicians watch recordings in working hours only. It permits nothing: that is left to other policies. */
@Component(immediate = true, configurationPid = "org.sightline.access.workinghours")
@Designate(ocd = WorkingHoursPolicy.Config.class)
public final class WorkingHoursPolicy implements AccessPolicy {

    @ObjectClassDefinition(
            id = "org.sightline.access.workinghours",
            name = "%workinghours.name",
            description = "%workinghours.description",
            localization = "OSGI-INF/l10n/workinghours")
    @interface Config {
        @AttributeDefinition(name = "%zone.name", description = "%zone.description")
        String zone() default "UTC";

        @AttributeDefinition(name = "%days.name", description = "%days.description")
        String[] days() default {"monday", "tuesday", "wednesday", "thursday", "friday"};

        @AttributeDefinition(name = "%from.name", description = "%from.description")
        String from() default "08:00";

        @AttributeDefinition(name = "%until.name", description = "%until.description")
        String until() default "18:00";
    }

    private static final String NAME = "working-hours";

    private final WorkingHours hours;
    private final Clock clock;

    @Activate
    public WorkingHoursPolicy(Config config) {
        this(WorkingHours.of(config.zone(), config.days(), config.from(), config.until()), Clock.systemUTC());
    }

    WorkingHoursPolicy(WorkingHours hours, Clock clock) {
        this.hours = hours;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Vote vote(AccessRequest request) {
        if (request.action() != Action.RECORDING_WATCH || !request.caller().is(Role.TECHNICIAN)) {
            return new Vote(NAME, Choice.ABSTAIN, "it is not about a technician who watches a recording");
        }
        return hours.include(clock.instant())
                ? new Vote(NAME, Choice.ABSTAIN, "it is within working hours")
                : new Vote(NAME, Choice.DENY, "technicians watch recordings in working hours only: " + hours);
    }
}
