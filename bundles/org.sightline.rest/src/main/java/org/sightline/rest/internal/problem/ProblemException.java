package org.sightline.rest.internal.problem;

/** A request that this bundle itself refuses. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    public ProblemException(String code, String detail) {
        this(code, detail, null);
    }

    public ProblemException(String code, String detail, String field) {
        super(code, null, false, false);
        this.problem = Problem.of(code, detail, field);
    }

    /** What its receiver reads. */
    public Problem problem() {
        return problem;
    }
}
