package org.sightline.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The distribution boots without a network: every bundle active, every component of ours satisfied. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BootIT {
    @Inject
    private BundleContext context;

    @Inject
    private BootFinished boot;

    @Inject
    private ServiceComponentRuntime components;

    @Configuration
    public Option[] configuration() {
        return InKaraf.distribution();
    }

    @Test
    public void everyBundleIsActive() {
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders().get("Fragment-Host") != null;
            if (!fragment) {
                assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
            }
        }
    }

    @Test
    public void everyComponentOfOursIsSatisfied() throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(InKaraf.PATIENCE_MILLIS);
        List<String> unsatisfied = unsatisfied();
        while (!unsatisfied.isEmpty() && System.nanoTime() < giveUp) {
            TimeUnit.MILLISECONDS.sleep(100);
            unsatisfied = unsatisfied();
        }
        assertTrue(String.join("\n", unsatisfied), unsatisfied.isEmpty());
    }

    private List<String> unsatisfied() {
        List<String> unsatisfied = new ArrayList<>();
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            if (!component.bundle.symbolicName.startsWith("org.sightline.")) {
                continue;
            }
            for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(component)) {
                boolean up = configuration.state == ComponentConfigurationDTO.SATISFIED
                        || configuration.state == ComponentConfigurationDTO.ACTIVE;
                if (!up) {
                    unsatisfied.add(Unsatisfied.reason(component, configuration));
                }
            }
        }
        return unsatisfied;
    }
}
