package org.sightline.media.sfu.internal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sightline.media.Codec;
import org.sightline.media.MediaException;
import org.sightline.media.MediaException.Reason;
import org.sightline.media.webrtc.dtls.Fingerprint;
import org.sightline.media.webrtc.sdp.Candidate;
import org.sightline.media.webrtc.sdp.Direction;
import org.sightline.media.webrtc.sdp.Extensions;
import org.sightline.media.webrtc.sdp.Format;
import org.sightline.media.webrtc.sdp.IceCredentials;
import org.sightline.media.webrtc.sdp.MediaSection;
import org.sightline.media.webrtc.sdp.SdpException;
import org.sightline.media.webrtc.sdp.SessionDescription;

/** Reads an offer, agrees on one codec a section, and writes the answer (RFC 8829 §5.3). */
final class Negotiation {
    private static final int MAX_SECTIONS = 64;
    private static final int START_KILOBITS = 1500;
    private static final Set<String> FEEDBACK = Set.of("transport-cc", "goog-remb", "nack", "nack pli", "ccm fir");

    private final SessionDescription offer;
    private final Map<String, Agreement> agreements = new LinkedHashMap<>();
    private final Fingerprint fingerprint;
    private final IceCredentials ice;

    /** Reads an offer; changes nothing yet. */
    Negotiation(String sdp) throws MediaException {
        try {
            offer = SessionDescription.parse(sdp);
        } catch (SdpException e) {
            throw new MediaException(Reason.BAD_OFFER, e.getMessage(), e);
        }
        if (offer.media().size() > MAX_SECTIONS) {
            throw new MediaException(Reason.BAD_OFFER, "the offer has too many media sections");
        }
        MediaSection transport = offer.media().stream()
                .filter(section -> !section.isRejected() && section.ice().isPresent())
                .findFirst()
                .orElseThrow(() -> new MediaException(Reason.BAD_OFFER, "the offer has no usable media section"));
        fingerprint = transport
                .fingerprint()
                .orElseThrow(() -> new MediaException(Reason.BAD_OFFER, "the offer has no SHA-2 fingerprint"));
        ice = transport.ice().orElseThrow();
        if (transport.setup().equals("passive")) {
            throw new MediaException(Reason.BAD_OFFER, "the offer insists on being the passive DTLS side");
        }
    }

    /** The video codecs that every video section of the offer allows. */
    Set<Codec> videoCodecs() {
        List<MediaSection> videos = offer.media().stream()
                .filter(section -> section.kind().equals("video") && !section.isRejected())
                .toList();
        Set<Codec> codecs = EnumSet.noneOf(Codec.class);
        for (Codec codec : SfuRoom.VIDEO_PREFERENCE) {
            if (!videos.isEmpty()
                    && videos.stream()
                            .allMatch(section -> section.format(codec.name()).isPresent())) {
                codecs.add(codec);
            }
        }
        return codecs;
    }

    /** Agrees on the sections' codecs: Opus, and the room's video codec if there is one in common. */
    void agree(Optional<Codec> video) throws MediaException {
        for (MediaSection section : offer.media()) {
            Optional<Codec> codec = switch (section.kind()) {
                case "audio" -> Optional.of(Codec.OPUS);
                case "video" -> video;
                default -> Optional.empty();
            };
            Optional<Format> format =
                    codec.filter(wanted -> !section.isRejected()).flatMap(wanted -> section.format(wanted.name()));
            if (format.isPresent() && !section.mid().isEmpty()) {
                agreements.put(
                        section.mid(),
                        new Agreement(section, codec.get(), format.get(), section.retransmissionOf(format.get())));
            }
        }
        if (agreements.isEmpty()) {
            throw new MediaException(Reason.BAD_OFFER, "the offer has no codec in common with the room");
        }
    }

    List<Agreement> agreements() {
        return List.copyOf(agreements.values());
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    IceCredentials ice() {
        return ice;
    }

    /**
     * Writes the answer.
     *
     * @param streams the outgoing stream of a receiving section
     */
    SessionDescription answer(
            String id,
            long version,
            IceCredentials local,
            Fingerprint print,
            List<Candidate> candidates,
            Function<Agreement, Optional<OutgoingStream>> streams) {
        List<MediaSection> sections = new ArrayList<>();
        boolean first = true;
        for (MediaSection section : offer.media()) {
            Agreement agreement = agreements.get(section.mid());
            if (agreement == null || agreement.section() != section) {
                sections.add(section.rejection());
                continue;
            }
            sections.add(answer(agreement, local, print, first ? candidates : List.of(), streams.apply(agreement)));
            first = false;
        }
        return new SessionDescription(id, version, true, sections);
    }

    private static MediaSection answer(
            Agreement agreement,
            IceCredentials local,
            Fingerprint print,
            List<Candidate> candidates,
            Optional<OutgoingStream> stream) {
        MediaSection section = agreement.section();
        Map<String, Integer> extensions = new LinkedHashMap<>();
        for (String uri : List.of(Extensions.TRANSPORT_SEQUENCE, Extensions.MID)) {
            if (section.extension(uri) > 0) {
                extensions.put(uri, section.extension(uri));
            }
        }
        List<Integer> ssrcs = new ArrayList<>();
        Map<Integer, Integer> repeats = new LinkedHashMap<>();
        stream.ifPresent(outgoing -> {
            ssrcs.add(outgoing.ssrc());
            if (agreement.retransmission().isPresent()) {
                ssrcs.add(outgoing.retransmissionSsrc());
                repeats.put(outgoing.retransmissionSsrc(), outgoing.ssrc());
            }
        });
        Direction direction = section.direction().reversed();
        return new MediaSection(
                section.kind(),
                section.mid(),
                9,
                false,
                Direction.of(direction.sends() && stream.isPresent(), direction.receives()),
                formats(agreement),
                extensions,
                ssrcs,
                repeats,
                stream.map(OutgoingStream::streamId).orElse(""),
                Optional.of(local),
                Optional.of(print),
                "passive",
                candidates);
    }

    private static List<Format> formats(Agreement agreement) {
        Format offered = agreement.format();
        Format chosen = offered.withFeedback(
                offered.feedback().stream().filter(FEEDBACK::contains).toList());
        if (agreement.codec() != Codec.OPUS) {
            chosen = chosen.with("x-google-start-bitrate", START_KILOBITS);
        }
        List<Format> formats = new ArrayList<>();
        formats.add(chosen);
        agreement.retransmission().ifPresent(formats::add);
        return formats;
    }
}
