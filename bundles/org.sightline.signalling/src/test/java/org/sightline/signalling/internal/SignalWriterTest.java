package org.sightline.signalling.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.calls.Consent;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.RecordingStatus;
import org.sightline.calls.Signal;
import org.sightline.media.Kind;
import org.sightline.media.Slot;

final class SignalWriterTest {
    private static final ParticipantId OTHER = new ParticipantId("prt_01970000-0000-7000-8000-000000000003");
    private static final Signal.Peer PEER =
            new Signal.Peer(OTHER, ParticipantRole.TECHNICIAN, "Terry", Set.of(Kind.AUDIO), true);
    private static final List<Signal.FromServer> SIGNALS = List.of(
            new Signal.Welcome(
                    new CallId("call_01970000-0000-7000-8000-000000000001"),
                    new ParticipantId("prt_01970000-0000-7000-8000-000000000002"),
                    ParticipantRole.CUSTOMER,
                    "YmFy",
                    false,
                    List.of(PEER),
                    CallState.RINGING,
                    new Signal.Recording(RecordingStatus.WAITING_FOR_CONSENT, Optional.empty(), 0, "ca-central-1"),
                    Consent.UNDECIDED),
            new Signal.Answer("v=0\r\n"),
            new Signal.Candidate("1 1 udp 1 192.0.2.1 9 typ host", "0"),
            new Signal.FreshOffer(),
            new Signal.Slots(List.of(new Slot("2", Kind.VIDEO, OTHER.value()), new Slot("3", Kind.AUDIO, "")), 0, 1),
            new Signal.PeerChanged(PEER),
            new Signal.PeerLeft(OTHER),
            new Signal.StateChanged(CallState.LIVE),
            new Signal.Recording(RecordingStatus.UNAVAILABLE, Optional.of("no-store"), 61_000, "ca-central-1"),
            new Signal.Pong(7),
            new Signal.Problem("bad-signal", "sdp is missing"),
            new Signal.Ended("technician"));

    private final SignalWriter writer = new SignalWriter();
    private final Document document = new Document();

    @Test
    void everySignalIsWrittenAsTheDocumentShows() {
        List<String> written = SIGNALS.stream().map(writer::write).toList();

        assertEquals(document.examples("From the platform:"), written);
    }

    @Test
    void theDocumentsTableNamesEverySignalAndNoOther() throws Exception {
        List<String> types = new ArrayList<>();
        for (Signal.FromServer signal : SIGNALS) {
            types.add(new ObjectMapper()
                    .readTree(writer.write(signal))
                    .get("type")
                    .textValue());
        }

        assertEquals(document.messages("From the platform"), types);
        assertEquals(Signal.FromServer.class.getPermittedSubclasses().length, SIGNALS.size());
    }
}
