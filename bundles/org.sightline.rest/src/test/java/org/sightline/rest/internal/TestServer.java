package org.sightline.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.sightline.media.Room;
import org.sightline.media.RoomListener;
import org.sightline.media.Rooms;
import org.sightline.rest.internal.headers.SecurityHeaders;
import org.sightline.rest.internal.resource.Guard;
import org.sightline.rest.internal.resource.PublicAddress;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.Storage;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.User;

/** The REST interface on a free port, below the path and on the server that it has in the platform. */
final class TestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeTenancy tenancy = new FakeTenancy();
    final FakeAccess access = new FakeAccess();
    final FakeAudit audit = new FakeAudit();
    final FakeCalls calls = new FakeCalls();
    final FakeRecordings recordings = new FakeRecordings(access, tenancy);
    final FakeRegionChanges regionChanges = new FakeRegionChanges();
    final FakeKeys keys = new FakeKeys();
    final FakeIntegrity integrity = new FakeIntegrity(access);
    volatile boolean storageReady = true;

    private final Server server = new Server();
    private final RestServer rest;
    private final HttpClient client = HttpClient.newHttpClient();

    TestServer(int openRequestsPerMinute) throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecurityHeaders());
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        Bus bus = BusFactory.newInstance().createBus();
        CXFNonSpringServlet servlet = new CXFNonSpringServlet();
        servlet.setBus(bus);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(servlet);
        holder.setInitParameter("hide-service-list-page", "true");
        context.addServlet(holder, "/api/*");
        server.setHandler(context);
        server.start();
        rest = new RestServer(
                bus,
                Clock.systemUTC(),
                openRequestsPerMinute,
                tenancy.sessions(),
                RestServer.resources(
                        new Guard(access),
                        new PublicAddress("https://calls.example.ca"),
                        tenancy.workspaces(),
                        tenancy.users(),
                        tenancy.sessions(),
                        tenancy.secondFactors(),
                        access,
                        access,
                        audit,
                        storage(),
                        regionChanges,
                        keys,
                        keys,
                        rooms(),
                        calls,
                        recordings,
                        integrity));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    HttpRequest.Builder request(String path, User user) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return user == null ? request : request.header("Cookie", "other=1; __Host-sightline=" + tenancy.session(user));
    }

    HttpResponse<String> get(String path, User user) {
        return send(request(path, user));
    }

    HttpResponse<String> send(String method, String path, User user, String json) {
        return send(request(path, user)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (java.io.IOException e) {
            throw new AssertionError("not JSON: " + response.body(), e);
        }
    }

    private Storage storage() {
        return new Storage() {
            @Override
            public List<Region> regions() {
                Backend main = new Backend("file-main", true, storageReady, 5_000_000_000L, "/srv/secret is full");
                Backend second = new Backend("file-main", false, false, Long.MAX_VALUE, "another has this name");
                return List.of(
                        new Region("ca-central-1", List.of(main, second), storageReady, "/srv/secret is full"),
                        new Region("eu-central-1", List.of(), false, "waits"));
            }

            @Override
            public StoredObject put(Caller caller, String region, ObjectKey key, Path file) {
                throw new UnsupportedOperationException();
            }

            @Override
            public java.io.InputStream read(Caller caller, StoredObject object, long offset, long length) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void delete(Caller caller, StoredObject object) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static Rooms rooms() {
        return new Rooms() {
            @Override
            public CompletionStage<Room> open(String id, RoomListener listener) {
                return CompletableFuture.failedFuture(new UnsupportedOperationException());
            }

            @Override
            public List<String> engines() {
                return List.of("sfu");
            }
        };
    }

    @Override
    public void close() throws Exception {
        rest.stop();
        server.stop();
    }
}
