package org.sightline.rest.internal.guard;

import javax.annotation.Priority;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import org.sightline.rest.internal.problem.Problem;

/** Refuses a method marked {@link Throttled} to an address that calls it too often. */
@Priority(Priorities.AUTHENTICATION - 100)
public final class ThrottleFilter implements ContainerRequestFilter {
    private final Throttle throttle;

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest servletRequest;

    public ThrottleFilter(Throttle throttle) {
        this.throttle = throttle;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        boolean throttled = resource.getResourceMethod() != null
                && resource.getResourceMethod().isAnnotationPresent(Throttled.class);
        if (throttled && !throttle.admit(servletRequest.getRemoteAddr())) {
            Problem problem = Problem.of("too-many-requests", "Too many requests. Try again in a minute.");
            request.abortWith(Response.fromResponse(problem.response())
                    .header("Retry-After", "60")
                    .build());
        }
    }
}
