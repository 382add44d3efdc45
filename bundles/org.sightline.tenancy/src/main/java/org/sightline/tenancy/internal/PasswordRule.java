package org.sightline.tenancy.internal;

import com.nulabinc.zxcvbn.WipeableString;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Workspace;

/** Which passwords people may choose: long, and neither common nor made of what everyone knows about them. */
final class PasswordRule {
    static final int MIN = 12;
    static final int MAX = 128;

    /** What is rated: more would make rating slow and can only make a password better. */
    private static final int RATED = 48;

    private static final int LEAST_SCORE = 3; // of 4: about 10^10 guesses

    private PasswordRule() {}

    /** @throws TenancyException {@code password-too-weak} */
    static void require(char[] password, User user, Workspace workspace) {
        int length = Character.codePointCount(password, 0, password.length);
        if (length < MIN || length > MAX) {
            throw tooWeak("a password has " + MIN + " to " + MAX + " characters");
        }
        List<String> known = known(user, workspace);
        if (known.contains(CharBuffer.wrap(password).toString().toLowerCase(Locale.ROOT))) {
            throw tooWeak("a password is not the name of its user or workspace");
        }
        // Rated with dictionaries that are loaded for the occasion: passwords change rarely, and they fill megabytes.
        WipeableString rated = new WipeableString(CharBuffer.wrap(password, 0, Math.min(RATED, password.length)));
        try {
            if (new Zxcvbn().measure(rated, known).getScore() < LEAST_SCORE) {
                throw tooWeak("this password is easy to guess: use several unrelated words");
            }
        } finally {
            rated.wipe();
        }
    }

    private static List<String> known(User user, Workspace workspace) {
        List<String> known = new ArrayList<>(List.of("sightline"));
        for (String text : List.of(user.name(), user.displayName(), workspace.name(), workspace.displayName())) {
            String lower = text.toLowerCase(Locale.ROOT);
            known.add(lower);
            for (String word : lower.split("[\\s@._+-]+")) {
                if (word.length() >= 3) {
                    known.add(word);
                }
            }
        }
        return known;
    }

    private static TenancyException tooWeak(String rule) {
        return new TenancyException("password-too-weak", rule);
    }
}
