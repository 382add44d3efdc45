package org.sightline.access;

/** The caller may not do this. */
public final class AccessDeniedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Decision decision;

    /** @param decision that led to it, not permitted */
    public AccessDeniedException(Action action, Decision decision) {
        super(action + " refused: " + decision.reason());
        this.decision = decision;
    }

    /** Every vote, for those who may know them; its reason is for everyone. */
    public Decision decision() {
        return decision;
    }

    /** Stable code: {@code access-denied}. */
    public String code() {
        return "access-denied";
    }
}
