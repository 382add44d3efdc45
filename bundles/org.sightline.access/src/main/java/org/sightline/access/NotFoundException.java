package org.sightline.access;

/** There is no such object, or it belongs to another workspace: the two cannot be told apart. */
public final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param id what was asked for */
    public NotFoundException(String id) {
        super("there is no " + id);
    }

    /** Stable code: {@code not-found}. */
    public String code() {
        return "not-found";
    }
}
