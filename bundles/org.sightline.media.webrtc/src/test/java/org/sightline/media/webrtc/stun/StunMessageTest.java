package org.sightline.media.webrtc.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StunMessageTest {
    private static final byte[] PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.US_ASCII);

    /** RFC 5769 §2.1. */
    private static final byte[] SAMPLE_REQUEST = HexFormat.of()
            .parseHex("000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74"
                    + "002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020"
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf");

    @Test
    void theSampleRequestOfRfc5769IsReadAndAuthentic() {
        StunMessage message =
                StunMessage.parse(SAMPLE_REQUEST, SAMPLE_REQUEST.length).orElseThrow();

        assertEquals(StunMessage.Type.BINDING_REQUEST, message.type());
        assertEquals("evtj", message.localFragment());
        assertTrue(message.controlled());
        assertTrue(message.isAuthentic(PASSWORD));
        assertFalse(message.isAuthentic("another password, wrong".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aCheckIsReadBackAsItWasWritten() {
        byte[] transaction = "transaction!".getBytes(StandardCharsets.US_ASCII);
        byte[] check = StunWriter.check(transaction, "remote", "local", PASSWORD, 1, 2, true);

        StunMessage message = StunMessage.parse(check, check.length).orElseThrow();

        assertEquals("remote", message.localFragment());
        assertTrue(message.useCandidate());
        assertFalse(message.controlled());
        assertTrue(message.isAuthentic(PASSWORD));
        assertArrayEquals(transaction, message.transaction());
    }

    @Test
    void aSuccessTellsTheAddressInBothFamilies() {
        StunMessage request =
                StunMessage.parse(SAMPLE_REQUEST, SAMPLE_REQUEST.length).orElseThrow();
        for (String address : new String[] {"192.0.2.1", "2001:db8::1"}) {
            InetSocketAddress from = new InetSocketAddress(address, 32853);
            byte[] bytes = StunWriter.success(request, from, PASSWORD);

            StunMessage success = StunMessage.parse(bytes, bytes.length).orElseThrow();

            assertEquals(from, success.mappedAddress().orElseThrow());
            assertTrue(success.isAuthentic(PASSWORD));
        }
    }

    @Test
    void aRoleConflictIsError487() {
        StunMessage request =
                StunMessage.parse(SAMPLE_REQUEST, SAMPLE_REQUEST.length).orElseThrow();
        byte[] bytes = StunWriter.roleConflict(request, PASSWORD);

        assertEquals(487, StunMessage.parse(bytes, bytes.length).orElseThrow().errorCode());
    }

    @Test
    void everyFlippedBitBeforeTheFingerprintIsNoticed() {
        for (int bit = 0; bit < (SAMPLE_REQUEST.length - 8) * 8; bit++) { // all but the fingerprint itself
            byte[] bytes = SAMPLE_REQUEST.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);

            assertTrue(StunMessage.parse(bytes, bytes.length)
                    .filter(message -> message.isAuthentic(PASSWORD))
                    .isEmpty());
        }
    }

    @Property(tries = 2000)
    void noBytesBreakTheParser(@ForAll @Size(max = 600) byte[] bytes) {
        StunMessage.parse(bytes, bytes.length);
    }

    @Property(tries = 2000)
    void noAttributesBreakTheParser(@ForAll @Size(max = 200) byte[] attributes) {
        byte[] bytes = new byte[20 + (attributes.length & ~3)];
        System.arraycopy(SAMPLE_REQUEST, 0, bytes, 0, 20);
        System.arraycopy(attributes, 0, bytes, 20, bytes.length - 20);
        bytes[2] = (byte) (bytes.length - 20 >> 8);
        bytes[3] = (byte) (bytes.length - 20);

        StunMessage.parse(bytes, bytes.length).ifPresent(message -> {
            message.mappedAddress();
            message.isAuthentic(PASSWORD);
        });
    }
}
