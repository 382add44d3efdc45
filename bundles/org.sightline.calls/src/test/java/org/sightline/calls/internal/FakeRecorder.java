package org.sightline.calls.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sightline.calls.Call;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.spi.CallRecorder;
import org.sightline.media.MediaException;
import org.sightline.media.TapSink;

/** Records nothing, but remembers what it was told. */
final class FakeRecorder implements CallRecorder {
    final List<FakeRecording> begun = new ArrayList<>();
    Optional<String> failure = Optional.empty();
    boolean broken;

    FakeRecording recording() {
        return begun.get(begun.size() - 1);
    }

    @Override
    public CallRecording begin(Call call, StopListener listener) throws RecorderException {
        if (broken) {
            throw new IllegalStateException("broken");
        }
        if (failure.isPresent()) {
            throw new RecorderException(failure.get(), "it cannot be recorded", null);
        }
        FakeRecording recording = new FakeRecording(call, listener);
        begun.add(recording);
        return recording;
    }

    static final class FakeRecording implements CallRecording {
        final Call call;
        final StopListener listener;
        final List<ParticipantId> takes = new ArrayList<>();
        final List<Boolean> pauses = new ArrayList<>();
        boolean ended;

        FakeRecording(Call call, StopListener listener) {
            this.call = call;
            this.listener = listener;
        }

        boolean paused() {
            return !pauses.isEmpty() && pauses.get(pauses.size() - 1);
        }

        @Override
        public String id() {
            return "rec";
        }

        @Override
        public TapSink take(ParticipantId participant, ParticipantRole role) {
            takes.add(participant);
            return new Silence();
        }

        @Override
        public void paused(boolean paused) {
            pauses.add(paused);
        }

        @Override
        public long recordedMillis() {
            return 1_234;
        }

        @Override
        public void end() {
            ended = true;
        }
    }

    private static final class Silence implements TapSink {
        @Override
        public PacketConsumer packets(List<org.sightline.media.Track> tracks, KeyframeRequest keyframes) {
            throw new UnsupportedOperationException("no media come in these tests");
        }

        @Override
        public ByteConsumer container(String mediaType) {
            throw new UnsupportedOperationException("no media come in these tests");
        }

        @Override
        public void ended(Optional<MediaException> cause) {}
    }
}
