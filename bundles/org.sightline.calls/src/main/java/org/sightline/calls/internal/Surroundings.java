package org.sightline.calls.internal;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.sightline.access.AccessControl;
import org.sightline.calls.spi.CallRecorder;
import org.sightline.media.Rooms;
import org.sightline.tenancy.WorkspaceId;

/**
 * What a live call works with.
 *
 * @param recorder what records, if anything does
 * @param region where recordings of a workspace are kept now
 * @param nanos as {@link System#nanoTime()}
 * @param over told when a call is no longer live
 */
record Surroundings(
        CallLedger ledger,
        AccessControl access,
        Rooms rooms,
        Supplier<Optional<CallRecorder>> recorder,
        Function<WorkspaceId, String> region,
        ResumeTokens resumes,
        CallSettings settings,
        Timers timers,
        Executor workers,
        LongSupplier nanos,
        Consumer<LiveCall> over) {}
