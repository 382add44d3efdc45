package org.sightline.tenancy.internal;

import com.nulabinc.zxcvbn.Feedback;
import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.WipeableString;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Comparator;
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

    private static final int LEAST_UNKNOWN = 6;

    private static final int LEAST_SCORE = 3; // of 4: about 10^10 guesses

    private PasswordRule() {}

    /** Returns the password if it is good. @throws TenancyException {@code password-too-weak} */
    static char[] require(char[] password, User user, Workspace workspace) {
        int length = Character.codePointCount(password, 0, password.length);
        if (length < MIN || length > MAX) {
            throw tooWeak("a password has " + MIN + " to " + MAX + " characters");
        }
        List<String> known = known(user, workspace);
        if (withoutKnown(password, known).length() < LEAST_UNKNOWN) {
            throw tooWeak("a password is not made of the names of its user and workspace");
        }
        // Rated with dictionaries that are loaded for the occasion: passwords change rarely, and they fill megabytes.
        WipeableString rated = new WipeableString(CharBuffer.wrap(password, 0, Math.min(RATED, password.length)));
        try {
            Strength strength = new Zxcvbn().measure(rated, known);
            if (strength.getScore() < LEAST_SCORE) {
                throw tooWeak("this password is easy to guess: use several unrelated words" + advice(strength));
            }
            return password;
        } finally {
            rated.wipe();
        }
    }

    /** What is wrong with it and what would be better: sentences of the library's own, which repeat nothing of a password. */
    private static String advice(Strength strength) {
        Feedback feedback = strength.getFeedback();
        StringBuilder advice = new StringBuilder();
        for (String sentence :
                List.of(feedback.getWarning(Locale.ROOT), String.join(" ", feedback.getSuggestions(Locale.ROOT)))) {
            if (!sentence.isBlank()) {
                advice.append(". ").append(sentence.strip().replaceAll("\\.$", ""));
            }
        }
        return advice.toString();
    }

    private static String withoutKnown(char[] password, List<String> known) {
        String rest = CharBuffer.wrap(password).toString().toLowerCase(Locale.ROOT);
        for (String word : known) {
            rest = rest.replace(word, "");
        }
        return rest;
    }

    /** Longest first: whole names before their words. */
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
        known.sort(Comparator.comparing(String::length).reversed());
        return known;
    }

    private static TenancyException tooWeak(String rule) {
        return new TenancyException("password-too-weak", rule);
    }
}
