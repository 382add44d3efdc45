package org.sightline.rest.internal.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sightline.rest.internal.problem.Problem;
import org.sightline.rest.internal.session.Open;
import org.sightline.rest.internal.session.SessionCookie;

/** Describes the resources that are running, as an OpenAPI 3 document. */
public final class ApiDocument {
    private static final String SESSION = "session";

    private final OpenAPI api;
    private volatile Served last;

    private record Served(String base, byte[] bytes) {}

    /** @param resources the resource classes */
    public ApiDocument(Set<Class<?>> resources) {
        OpenAPI base = new OpenAPI()
                .info(new Info()
                        .title("Sightline")
                        .version("v1")
                        .description("Private video calls and their sealed recordings. Errors are problems (RFC 9457) "
                                + "with a stable code.")
                        .license(new License().name("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                SESSION,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name(SessionCookie.NAME)
                                        .description("Set by POST /v1/session. It names the workspace and the user.")));
        this.api = new Reader(new SwaggerConfiguration().openAPI(base).readAllResources(false)).read(resources);
        Set<String> open = openOperations(resources);
        addProblemSchema();
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> complete(operation, open.contains(operation.getOperationId())));
    }

    /**
     * The document.
     *
     * @param base the path below which the resources are served, such as {@code /api}; every path in it begins so
     */
    public byte[] json(String base) {
        Served served = last;
        if (served == null || !served.base().equals(base)) {
            served = new Served(base, write(base));
            last = served;
        }
        return served.bytes().clone();
    }

    private byte[] write(String base) {
        Paths paths = new Paths();
        api.getPaths().forEach((path, item) -> paths.addPathItem(base + path, item));
        OpenAPI served = new OpenAPI(api.getSpecVersion())
                .openapi(api.getOpenapi())
                .info(api.getInfo())
                .servers(List.of(new Server().url("/")))
                .paths(paths)
                .components(api.getComponents());
        return Json.pretty(served).getBytes(StandardCharsets.UTF_8);
    }

    private void addProblemSchema() {
        ModelConverters.getInstance()
                .readAll(new AnnotatedType(Problem.class))
                .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
    }

    private static void complete(Operation operation, boolean open) {
        operation.setSecurity(open ? List.of() : List.of(new SecurityRequirement().addList(SESSION)));
        boolean takesId = operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "path".equals(parameter.getIn()));
        Map<String, String> problems = Stream.of(
                        open ? null : "401:No session.",
                        open ? null : "403:This user may not.",
                        takesId ? "404:Nothing of this workspace has this id." : null,
                        "default:Any other error.")
                .filter(problem -> problem != null)
                .collect(Collectors.toMap(
                        problem -> problem.substring(0, problem.indexOf(':')),
                        problem -> problem.substring(problem.indexOf(':') + 1)));
        // The reader's own "default" is the success of methods that name no other status.
        ApiResponse success = operation.getResponses().remove("default");
        if (success != null) {
            operation.getResponses().addApiResponse("200", success.description("Done."));
        }
        problems.forEach((status, text) -> operation.getResponses().putIfAbsent(status, problem(text)));
    }

    private static ApiResponse problem(String description) {
        MediaType body = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType("application/problem+json", body));
    }

    private static Set<String> openOperations(Set<Class<?>> resources) {
        return resources.stream()
                .flatMap(resource -> Stream.of(resource.getMethods()))
                .filter(method -> method.isAnnotationPresent(Open.class))
                .map(ApiDocument::operationId)
                .collect(Collectors.toSet());
    }

    private static String operationId(Method method) {
        return method.getAnnotation(io.swagger.v3.oas.annotations.Operation.class)
                .operationId();
    }
}
