package org.sightline.itests;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Says why a component does not run. */
final class Unsatisfied {
    private Unsatisfied() {}

    static String reason(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        String missing = Arrays.stream(configuration.unsatisfiedReferences)
                .map(reference -> reference.name + " " + (reference.target == null ? "" : reference.target))
                .collect(Collectors.joining(", "));
        return component.name + ": missing references [" + missing + "]"
                + (configuration.failure == null ? "" : ", failed with " + configuration.failure);
    }
}
