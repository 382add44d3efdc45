package org.sightline.rest.internal.session;

import java.lang.reflect.Method;
import java.util.Optional;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.sightline.rest.internal.problem.ProblemException;
import org.sightline.tenancy.Sessions;

/**
 * Lets nobody past without a session, except to methods marked {@link Open}. It looks at the matched method and not at
 * the path, so that it holds under whatever address CXF answers.
 */
@Priority(Priorities.AUTHENTICATION)
public final class SessionFilter implements ContainerRequestFilter {
    private final Sessions sessions;

    @Context
    private ResourceInfo resource;

    public SessionFilter(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method != null && method.isAnnotationPresent(Open.class)) {
            return;
        }
        Visitor visitor = visitor(request)
                .orElseThrow(
                        () -> new ProblemException("unauthenticated", "Sign in first; the session may have ended."));
        boolean first = method != null && method.isAnnotationPresent(BeforePasswordChange.class);
        if (visitor.user().passwordChangeDue() && !first) {
            throw new ProblemException("password-change-due", "Change the one-time password first.");
        }
        boolean second = first || method != null && method.isAnnotationPresent(BeforeTotp.class);
        if (visitor.session().totpDue() && !second) {
            throw new ProblemException("totp-due", "Set an authenticator app up first: this workspace requires it.");
        }
        JAXRSUtils.getCurrentMessage().getExchange().put(Visitor.class, visitor);
    }

    private Optional<Visitor> visitor(ContainerRequestContext request) {
        return SessionCookie.token(request.getCookies())
                .flatMap(token -> sessions.authenticate(token).map(session -> new Visitor(session, token)));
    }
}
