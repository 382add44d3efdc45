package org.sightline.rest.internal.problem;

import java.io.IOException;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.NotFoundException;
import org.sightline.audit.AuditException;
import org.sightline.calls.CallException;
import org.sightline.keys.KeysException;
import org.sightline.recording.RecordingException;
import org.sightline.storage.StorageException;
import org.sightline.tenancy.InvalidNameException;
import org.sightline.tenancy.TenancyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever was thrown into a problem. Nothing of an unexpected exception reaches the receiver. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    private static final String OURS = "This did not work; the fault is the platform's. Try again in a moment.";

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException web) {
            return ofFramework(web);
        }
        if (thrown instanceof IOException) {
            // The connection broke, or what was being sent on it: another body must not follow the first one's rest.
            LOG.debug("a response was broken off", thrown);
            return Response.serverError().build();
        }
        Problem problem = problem(thrown);
        if (problem.status() >= 500) {
            LOG.error("a request failed: {}", problem.code(), thrown);
        }
        return problem.response();
    }

    private static Problem problem(Throwable thrown) {
        if (thrown instanceof ProblemException ours) {
            return ours.problem();
        } else if (thrown instanceof NotFoundException) {
            return Problem.notFound();
        } else if (thrown instanceof AccessDeniedException denied) {
            String reason =
                    denied.decision() == null ? "refused" : denied.decision().reason();
            return Problem.of(denied.code(), reason);
        } else if (thrown instanceof InvalidNameException invalid) {
            return Problem.of(invalid.code(), invalid.getMessage(), invalid.field());
        } else if (thrown instanceof TenancyException tenancy) {
            boolean missing = tenancy.code().startsWith("no-such-");
            return missing ? Problem.notFound() : ofCode(tenancy.code(), tenancy.getMessage());
        } else if (thrown instanceof CallException call) {
            return ofCode(call.code(), call.getMessage());
        } else if (thrown instanceof RecordingException recording) {
            return ofCode(recording.code(), recording.getMessage());
        } else if (thrown instanceof AuditException audit) {
            return ofCode(audit.code(), OURS);
        } else if (thrown instanceof StorageException storage) {
            return ofStorage(storage);
        } else if (thrown instanceof KeysException keys) {
            return ofKeys(keys);
        }
        return Problem.of("internal", OURS);
    }

    private static Problem ofStorage(StorageException storage) {
        return switch (storage.reason()) {
            case NOT_FOUND -> Problem.notFound();
            case NO_BACKEND -> ofCode("no-store", storage.getMessage());
            case EXISTS -> ofCode("internal", OURS);
            case CORRUPT -> ofCode("damaged", OURS);
            case TRY_AGAIN, YOUR_SETTINGS, FULL -> ofCode("storage-unavailable", OURS);
        };
    }

    private static Problem ofKeys(KeysException keys) {
        return switch (keys.reason()) {
            case UNAVAILABLE, YOUR_SETTINGS -> ofCode("key-unavailable", OURS);
            case WRONG_KEY -> ofCode("damaged", OURS);
            case DESTROYED -> ofCode("key-destroyed", "The workspace's key has been destroyed.");
        };
    }

    private static Problem ofCode(String code, String detail) {
        return Problem.of(code, ProblemCodes.status(code) >= 500 ? OURS : detail);
    }

    private static Response ofFramework(WebApplicationException web) {
        int status = web.getResponse().getStatus();
        if (status < 400) {
            return web.getResponse();
        }
        if (status == 404) {
            return Problem.notFound().response();
        }
        if (status >= 500) {
            LOG.error("a request failed: {}", status, web);
        }
        Problem problem = Problem.of(ProblemCodes.code(status), status >= 500 ? OURS : detail(status));
        Response.ResponseBuilder response = Response.fromResponse(problem.response());
        String allow = web.getResponse().getHeaderString(HttpHeaders.ALLOW);
        if (allow != null) {
            response.header(HttpHeaders.ALLOW, allow);
        }
        return response.build();
    }

    private static String detail(int status) {
        return switch (status) {
            case 405 -> "This address does not take this method.";
            case 406 -> "This address does not answer in the form that the Accept header asks for.";
            case 415 -> "This address takes application/json.";
            default -> "The request cannot be understood.";
        };
    }
}
