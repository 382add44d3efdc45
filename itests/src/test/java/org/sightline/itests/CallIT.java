package org.sightline.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.ops4j.pax.exam.util.Filter;
import org.sightline.access.ReviewPolicies;
import org.sightline.access.ReviewPolicies.ReviewPolicy;
import org.sightline.recording.Recordings;
import org.sightline.selftest.SelfTest;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

/** A recorded call on real sockets, and its review under a policy that changes live. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class CallIT {
    @Inject
    private BootFinished boot;

    @Inject
    @Filter(timeout = InKaraf.PATIENCE_MILLIS)
    private SelfTest selfTest;

    @Inject
    @Filter(timeout = InKaraf.PATIENCE_MILLIS)
    private Workspaces workspaces;

    @Inject
    @Filter(timeout = InKaraf.PATIENCE_MILLIS)
    private Users users;

    @Inject
    @Filter(timeout = InKaraf.PATIENCE_MILLIS)
    private ReviewPolicies policies;

    @Inject
    @Filter(timeout = InKaraf.PATIENCE_MILLIS)
    private Recordings recordings;

    @Configuration
    public Option[] configuration() {
        return InKaraf.distribution();
    }

    @Test
    public void aCallIsRecordedAndItsReviewFollowsThePolicyLive() {
        Workspace workspace =
                workspaces.create(Caller.operator(WorkspaceId.PLATFORM), "north", "North Heating", "ca-central-1");
        Caller operator = Caller.operator(workspace.id());
        var administrator =
                users.add(operator, "ada", "Ada", Role.ADMINISTRATOR).user();
        var technician = users.add(operator, "tom", "Tom", Role.TECHNICIAN).user();

        StringBuilder steps = new StringBuilder();
        SelfTest.Report report = selfTest.run(
                new SelfTest.Options(workspace.id(), technician.id(), administrator.id(), 4),
                step -> steps.append(step).append('\n'));

        assertTrue(steps.toString(), report.passed());
        assertEquals("ca-central-1", report.region());
        assertTrue(steps.toString(), report.videoFrames() > 50);
        assertTrue(steps.toString(), report.audioPackets() > 100);

        assertTrue(recordings
                .explain(administrator.caller(), report.recording(), administrator.id())
                .permitted());
        assertTrue(!recordings
                .explain(administrator.caller(), report.recording(), technician.id())
                .permitted());
        policies.change(administrator.caller(), ReviewPolicy.OWN_CALLS);
        recordings.open(technician.caller(), report.recording(), 1).close();
        policies.change(administrator.caller(), ReviewPolicy.ADMINISTRATORS);
        org.junit.Assert.assertThrows(
                org.sightline.access.AccessDeniedException.class,
                () -> recordings.open(technician.caller(), report.recording(), 1));
    }
}
