package org.sightline.rest.internal.problem;

import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;

/** The same for CXF's own exceptions, which would otherwise find CXF's more specific mapper. */
public final class FrameworkProblemMapper implements ExceptionMapper<WebApplicationException> {
    private final ProblemMapper problems;

    public FrameworkProblemMapper(ProblemMapper problems) {
        this.problems = problems;
    }

    @Override
    public Response toResponse(WebApplicationException thrown) {
        return problems.toResponse(thrown);
    }
}
