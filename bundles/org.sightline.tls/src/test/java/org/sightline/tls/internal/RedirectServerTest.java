package org.sightline.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class RedirectServerTest {
    private RedirectServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RedirectServer("127.0.0.1", 0, 8443);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String ask(RedirectServer asked, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), asked.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void everyRequestIsSentToHttps() throws Exception {
        String answer = ask(server, "GET /join?a=b HTTP/1.1\r\nHost: calls.example.org:8080\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 308 "), answer);
        assertTrue(answer.contains("\r\nLocation: https://calls.example.org:8443/join?a=b\r\n"), answer);
    }

    @Test
    void theStandardPortIsNotWritten() throws Exception {
        try (RedirectServer standard = new RedirectServer("127.0.0.1", 0, 443)) {
            String answer = ask(standard, "POST / HTTP/1.0\r\nAccept: */*\r\nHOST:[2001:db8::1]\r\n\r\n");
            assertTrue(answer.contains("\r\nLocation: https://[2001:db8::1]/\r\n"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0016\u0003\u0001\u0002",
                "GET / HTTP/1.1\r\n\r\n",
                "GET http://evil/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: a/b@c\r\n\r\n",
                "GET /x HTTP/1.1\nHost: a\n\n",
                "GET /x HTTP/1.1\r\nHost: a\r\n",
            })
    void malformedRequestsAreRefused(String request) throws Exception {
        assertTrue(ask(server, request).startsWith("HTTP/1.1 400 "));
    }

    @Test
    void theNextRequestIsAnsweredAfterAMalformedOne() throws Exception {
        for (int i = 0; i < 20; i++) {
            ask(server, "x");
        }
        assertTrue(ask(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 308 "));
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        IOException failure =
                assertThrows(IOException.class, () -> new RedirectServer("127.0.0.1", server.port(), 8443));
        assertEquals(
                "redirectPort of org.sightline.tls: port " + server.port() + " cannot be opened", failure.getMessage());
    }

    @Test
    void nothingAnswersOnceItIsClosed() throws Exception {
        server.close();
        assertThrows(IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), server.port()));
    }
}
