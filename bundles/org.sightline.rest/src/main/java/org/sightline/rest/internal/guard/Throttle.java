package org.sightline.rest.internal.guard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Counts requests by where they come from, a minute at a time. An address is never kept: only a hash of it under a key
 * that lives as long as this object, for two minutes at most, among a bounded number of them.
 */
public final class Throttle {
    private static final int MAX_SOURCES = 10_000;
    private static final String HMAC = "HmacSHA256";

    private final Clock clock;
    private final int perMinute;
    private final SecretKeySpec key;
    private final Map<Long, Integer> counts = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
            return size() > MAX_SOURCES;
        }
    };
    private long minute;

    /** @param perMinute how many requests one source may make; 0 for any number */
    public Throttle(Clock clock, int perMinute) {
        this.clock = clock;
        this.perMinute = perMinute;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, HMAC);
    }

    /** Counts a request; false if its source has had its share of this minute. */
    public boolean admit(String address) {
        return perMinute == 0 || count(source(address)) <= perMinute;
    }

    private synchronized int count(long source) {
        long now = clock.instant().getEpochSecond() / 60;
        if (now != minute) {
            counts.clear();
            minute = now;
        }
        return counts.merge(source, 1, (had, one) -> Math.min(had, perMinute) + one);
    }

    private long source(String address) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return ByteBuffer.wrap(mac.doFinal(network(address).getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    /** An IPv6 customer has a whole /64 to choose addresses from (RFC 6177). */
    private static String network(String address) {
        String bare = address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
        if (!bare.contains(":") || bare.contains("::") || bare.contains(".")) {
            return bare;
        }
        String[] groups = bare.split(":");
        return groups.length < 8 ? bare : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
}
