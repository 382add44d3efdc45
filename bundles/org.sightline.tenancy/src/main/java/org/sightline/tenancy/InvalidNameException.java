package org.sightline.tenancy;

/** A value that a person typed breaks a rule. */
public final class InvalidNameException extends TenancyException {
    private static final long serialVersionUID = 1L;
    private final String field;

    /** @param rule what a right value looks like; never what was typed */
    public InvalidNameException(String field, String rule) {
        super("invalid-" + field.toLowerCase(java.util.Locale.ROOT), field + ": " + rule);
        this.field = field;
    }

    /** The name of the value that is wrong. */
    public String field() {
        return field;
    }
}
