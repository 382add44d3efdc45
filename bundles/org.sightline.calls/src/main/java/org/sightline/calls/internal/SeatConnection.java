package org.sightline.calls.internal;

import org.sightline.calls.CallException;
import org.sightline.calls.CallSessions.CallSession;
import org.sightline.calls.CallSessions.SignalSink;
import org.sightline.calls.Signal;

/** One connection of a participant: hands what it says to the call's turns, as long as it is the one that counts. */
final class SeatConnection implements CallSession {
    private final LiveCall call;
    private final Seat seat;
    private final SignalSink sink;
    private final Turns turns;
    private final Timers timers;
    private final SignalHandler signals;

    SeatConnection(LiveCall call, Seat seat, SignalSink sink, Turns turns, Timers timers, SignalHandler signals) {
        this.call = call;
        this.seat = seat;
        this.sink = sink;
        this.turns = turns;
        this.timers = timers;
        this.signals = signals;
    }

    @Override
    public void receive(Signal.FromClient signal) {
        SignalHandler.requireSound(signal);
        boolean taken = seat.budget().allows(signal)
                && turns.offer(() -> {
                    if (seat.isAttachedTo(sink)) {
                        signals.handle(seat, signal);
                    }
                });
        if (!taken) {
            throw new CallException("too-many-signals", "this comes too often; wait a little");
        }
    }

    @Override
    public void disconnected(boolean leaving) {
        turns.execute(() -> {
            if (!seat.isAttachedTo(sink)) {
                return;
            }
            if (leaving) {
                call.leave(seat, LiveCall.Leaving.PAGE_GONE);
            } else {
                seat.detach(timers.after(LiveCall.GRACE, () -> turns.execute(() -> call.notBack(seat))));
            }
        });
    }
}
