package org.sightline.calls.internal;

import org.sightline.calls.Consent;

/** How an answer to the consent question changes what was answered before. */
final class ConsentMoves {
    private ConsentMoves() {}

    static Consent answer(Consent before, boolean given) {
        if (given) {
            return Consent.GIVEN;
        }
        return switch (before) {
            case UNDECIDED, REFUSED -> Consent.REFUSED;
            case GIVEN, WITHDRAWN -> Consent.WITHDRAWN;
        };
    }
}
