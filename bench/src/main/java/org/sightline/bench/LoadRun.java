package org.sightline.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The same load on a peer: recorded calls, a time to warm up, then windows. */
record LoadRun(
        double[] microsPerPacket, double[] cores, double[] clientCores, double[] packetsPerSecond, double[] delivered) {
    static final int CALLS = 10;

    private static final int WARM_UP_SECONDS = 45; // until the JIT compilers have settled
    private static final int WINDOWS = 7;
    private static final int WINDOW_SECONDS = 6;

    /** What has been counted at one moment. */
    private record Count(long at, long cpu, long ownCpu, long sent, long received) {
        static Count now(Peer peer, List<TwoPersonCall> calls) throws IOException {
            long sent = 0;
            long received = 0;
            for (TwoPersonCall call : calls) {
                for (Person person : call.persons()) {
                    sent += person.packetsSent();
                    received += person.packetsReceived();
                }
            }
            return new Count(
                    System.nanoTime(),
                    ProcessFigures.cpuNanos(peer.pid()),
                    ProcessFigures.cpuNanos(ProcessHandle.current().pid()),
                    sent,
                    received);
        }
    }

    /** Something to do while the calls go on. */
    interface During {
        void run() throws IOException, InterruptedException;
    }

    static LoadRun of(Peer peer, During during) throws IOException, InterruptedException {
        try (Traffic traffic = new Traffic()) {
            List<TwoPersonCall> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(peer.open(traffic));
            }
            pass(WARM_UP_SECONDS, calls);
            LoadRun run = windows(peer, calls);
            during.run();
            for (TwoPersonCall call : calls) {
                call.end();
            }
            return run;
        }
    }

    private static void pass(int seconds, List<TwoPersonCall> calls) throws IOException, InterruptedException {
        for (TwoPersonCall call : calls) {
            call.ping();
        }
        TimeUnit.SECONDS.sleep(seconds);
    }

    private static LoadRun windows(Peer peer, List<TwoPersonCall> calls) throws IOException, InterruptedException {
        LoadRun run = new LoadRun(
                new double[WINDOWS],
                new double[WINDOWS],
                new double[WINDOWS],
                new double[WINDOWS],
                new double[WINDOWS]);
        Count before = Count.now(peer, calls);
        for (int i = 0; i < WINDOWS; i++) {
            pass(WINDOW_SECONDS, calls);
            Count after = Count.now(peer, calls);
            double nanos = after.at() - before.at();
            double packets = after.sent() - before.sent();
            run.microsPerPacket[i] = (after.cpu() - before.cpu()) / 1e3 / packets;
            run.cores[i] = (after.cpu() - before.cpu()) / nanos;
            run.clientCores[i] = (after.ownCpu() - before.ownCpu()) / nanos;
            run.packetsPerSecond[i] = packets / nanos * 1e9;
            run.delivered[i] = (after.received() - before.received()) / packets;
            before = after;
        }
        return run;
    }
}
