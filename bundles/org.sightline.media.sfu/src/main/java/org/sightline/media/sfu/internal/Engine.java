package org.sightline.media.sfu.internal;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.sightline.media.webrtc.dtls.DtlsIdentity;
import org.sightline.media.webrtc.sdp.Candidate;

/**
 * What every room of the engine shares.
 *
 * @param candidates where participants reach the engine
 */
record Engine(
        SecureRandom random,
        DtlsIdentity identity,
        Switchboard switchboard,
        ExecutorService handshakes,
        Events events,
        List<Candidate> candidates) {}
