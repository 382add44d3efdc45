package org.sightline.keys.aws.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A double of AWS KMS, written from the public API reference and never compared with the service itself: the JSON protocol
 * over plain HTTP, the region taken from the signature's scope. Signatures are required and not recomputed. It encrypts with
 * an AES key of each KMS key, with the encryption context as associated data, and fails as it is told to.
 */
final class KmsDouble implements AutoCloseable {
    static final String ACCESS_KEY = "AKIDEXAMPLE";
    private static final String ACCOUNT = "111122223333";
    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)/[0-9]{8}/([a-z0-9-]+)/kms/aws4_request, "
                    + "SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}");
    private static final int KEY_ID_BYTES = 36;
    private static final int NONCE_BYTES = 12;

    /** What a request meets. */
    enum Trouble {
        /** Nothing is answered until the double is closed. */
        HANG,
        /** The connection is dropped before anything is done. */
        DROP,
        /** What was asked for is done, and the connection is dropped before it is answered. */
        LOSE_ANSWER,
        /** A page that is no answer of KMS, with status 200. */
        PAGE
    }

    /** An answer that KMS documents for when it refuses or fails. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refusal(int status, String code) {
            super(code);
            this.status = status;
            this.code = code;
        }
    }

    private record Planned(String operation, Object trouble) {}

    private static final class Key {
        private final String id = UUID.randomUUID().toString();
        private final String arn;
        private final SecretKeySpec secret;
        private String state = "Enabled";
        private int unknownTo;

        private Key(String region, byte[] bytes, int unknownTo) {
            arn = "arn:aws:kms:" + region + ":" + ACCOUNT + ":key/" + id;
            secret = new SecretKeySpec(bytes, "AES");
            this.unknownTo = unknownTo;
        }
    }

    /** One region: nothing in it is known in another. */
    private static final class Region {
        private final Map<String, Key> keys = new ConcurrentHashMap<>();
        private final TreeMap<String, String> aliases = new TreeMap<>();
    }

    /** A request as it came. */
    record Asked(String region, String operation, JsonNode body) {}

    private final ObjectMapper json = new ObjectMapper();
    private final SecureRandom random = new SecureRandom();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Region> regions = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Deque<Planned> planned = new ArrayDeque<>();
    private volatile int settlingRequests;

    KmsDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return asked;
    }

    long asked(String operation) {
        return asked.stream().filter(one -> one.operation().equals(operation)).count();
    }

    /** The next requests of this kind meet this, a {@link Trouble} or a {@link Refusal}. */
    synchronized void plan(String operation, int times, Object trouble) {
        for (int i = 0; i < times; i++) {
            planned.add(new Planned(operation, trouble));
        }
    }

    /** New keys are not found by the first requests that name them. */
    void settleAfter(int requests) {
        settlingRequests = requests;
    }

    /** Sets the state of every key of a region, as an administrator of the account could. */
    void state(String region, String state) {
        region(region).keys.values().forEach(key -> key.state = state);
    }

    /** The states of all keys of a region. */
    List<String> states(String region) {
        return region(region).keys.values().stream()
                .map(key -> key.state)
                .sorted()
                .toList();
    }

    /** The time that AWS demands is over: what was to be deleted is deleted, with its aliases. */
    synchronized void deletePending() {
        for (Region region : regions.values()) {
            region.keys.values().removeIf(key -> key.state.equals("PendingDeletion"));
            region.aliases.values().removeIf(id -> !region.keys.containsKey(id));
        }
    }

    /** An alias of somebody else. */
    synchronized void alias(String region, String name) {
        Key key = new Key(region, chance(32), 0);
        region(region).keys.put(key.id, key);
        region(region).aliases.put(name, key.id);
    }

    private Region region(String name) {
        return regions.computeIfAbsent(name, id -> new Region());
    }

    private byte[] chance(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private synchronized Optional<Object> trouble(String operation) {
        for (Planned next : planned) {
            if (next.operation().equals(operation)) {
                planned.remove(next);
                return Optional.of(next.trouble());
            }
        }
        return Optional.empty();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        String operation = target.replace("TrentService.", "");
        Object trouble = trouble(operation).orElse("");
        try {
            if (trouble == Trouble.HANG) {
                closing.await();
            }
            if (trouble == Trouble.HANG || trouble == Trouble.DROP) {
                exchange.close();
                return;
            }
            if (trouble instanceof Refusal refusal) {
                throw refusal;
            }
            ObjectNode answer = handle(exchange, target, operation, body);
            if (trouble == Trouble.LOSE_ANSWER) {
                exchange.close();
                return;
            }
            if (trouble == Trouble.PAGE) {
                send(exchange, 200, "<html>Welcome to the hotel</html>".getBytes(StandardCharsets.UTF_8));
                return;
            }
            send(exchange, 200, json.writeValueAsBytes(answer));
        } catch (Refusal refusal) {
            ObjectNode problem = json.createObjectNode()
                    .put("__type", refusal.code)
                    .put("message", "User: arn:aws:iam::" + ACCOUNT + ":user/secret-name is not allowed");
            send(exchange, refusal.status, json.writeValueAsBytes(problem));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private ObjectNode handle(HttpExchange exchange, String target, String operation, byte[] body)
            throws Refusal, IOException {
        if (!exchange.getRequestMethod().equals("POST") || !target.startsWith("TrentService.")) {
            throw new Refusal(400, "UnknownOperationException");
        }
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Matcher signed = AUTHORIZATION.matcher(authorization);
        if (!signed.matches() || exchange.getRequestHeaders().getFirst("X-Amz-Date") == null) {
            throw new Refusal(400, "IncompleteSignature");
        }
        if (!signed.group(1).equals(ACCESS_KEY)) {
            throw new Refusal(400, "UnrecognizedClientException");
        }
        JsonNode request = json.readTree(body);
        asked.add(new Asked(signed.group(2), operation, request));
        synchronized (this) {
            return perform(signed.group(2), region(signed.group(2)), operation, request);
        }
    }

    private ObjectNode perform(String name, Region region, String operation, JsonNode request) throws Refusal {
        ObjectNode answer = json.createObjectNode();
        switch (operation) {
            case "CreateKey" -> {
                Key key = new Key(name, chance(32), settlingRequests);
                region.keys.put(key.id, key);
                answer.set("KeyMetadata", metadata(key));
            }
            case "DescribeKey" -> answer.set("KeyMetadata", metadata(key(region, request.path("KeyId"))));
            case "CreateAlias" -> {
                Key key = key(region, request.path("TargetKeyId"));
                if (region.aliases.containsKey(request.path("AliasName").asText())) {
                    throw new Refusal(400, "AlreadyExistsException");
                }
                region.aliases.put(request.path("AliasName").asText(), key.id);
            }
            case "UpdateAlias" -> {
                Key key = key(region, request.path("TargetKeyId"));
                if (!region.aliases.containsKey(request.path("AliasName").asText())) {
                    throw new Refusal(400, "NotFoundException");
                }
                region.aliases.put(request.path("AliasName").asText(), key.id);
            }
            case "ListAliases" -> list(region, request, answer);
            case "ScheduleKeyDeletion" -> {
                Key key = key(region, request.path("KeyId"));
                int days = request.path("PendingWindowInDays").asInt();
                if (days < 7 || days > 30) {
                    throw new Refusal(400, "ValidationException");
                }
                if (key.state.equals("PendingDeletion")) {
                    throw new Refusal(400, "KMSInvalidStateException");
                }
                key.state = "PendingDeletion";
                answer.put("KeyId", key.arn);
            }
            case "GenerateDataKey" -> {
                if (!request.path("KeySpec").asText().equals("AES_256")) {
                    throw new Refusal(400, "ValidationException");
                }
                Key key = usable(region, request);
                byte[] plaintext = chance(32);
                answer.put("KeyId", key.arn).put("Plaintext", plaintext);
                answer.put("CiphertextBlob", encrypt(key, plaintext, request));
            }
            case "Encrypt" -> {
                Key key = usable(region, request);
                byte[] plaintext = bytes(request.path("Plaintext"));
                answer.put("KeyId", key.arn).put("CiphertextBlob", encrypt(key, plaintext, request));
            }
            case "Decrypt" -> decrypt(region, request, answer);
            default -> throw new Refusal(400, "UnknownOperationException");
        }
        return answer;
    }

    private ObjectNode metadata(Key key) {
        return json.createObjectNode()
                .put("AWSAccountId", ACCOUNT)
                .put("KeyId", key.id)
                .put("Arn", key.arn)
                .put("Enabled", key.state.equals("Enabled"))
                .put("KeyState", key.state)
                .put("KeyUsage", "ENCRYPT_DECRYPT")
                .put("KeySpec", "SYMMETRIC_DEFAULT");
    }

    /** By id, ARN or alias. */
    private Key key(Region region, JsonNode named) throws Refusal {
        String name = named.asText();
        String id = name.startsWith("alias/")
                ? region.aliases.getOrDefault(name, "")
                : name.substring(name.lastIndexOf('/') + 1);
        Key key = region.keys.get(id);
        if (key == null || key.unknownTo-- > 0) {
            throw new Refusal(400, "NotFoundException");
        }
        return key;
    }

    private Key usable(Region region, JsonNode request) throws Refusal {
        Key key = key(region, request.path("KeyId"));
        if (key.state.equals("Disabled")) {
            throw new Refusal(400, "DisabledException");
        }
        if (!key.state.equals("Enabled")) {
            throw new Refusal(400, "KMSInvalidStateException");
        }
        return key;
    }

    private void list(Region region, JsonNode request, ObjectNode answer) {
        int limit = request.path("Limit").asInt(50);
        ArrayNode listed = answer.putArray("Aliases");
        for (Map.Entry<String, String> entry :
                region.aliases.tailMap(request.path("Marker").asText(""), false).entrySet()) {
            if (listed.size() == limit) {
                answer.put("Truncated", true);
                answer.put("NextMarker", listed.get(limit - 1).path("AliasName").asText());
                return;
            }
            listed.addObject().put("AliasName", entry.getKey()).put("TargetKeyId", entry.getValue());
        }
        answer.put("Truncated", false);
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }

    private byte[] encrypt(Key key, byte[] plaintext, JsonNode request) {
        byte[] nonce = chance(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, request).doFinal(plaintext);
            return ByteBuffer.allocate(KEY_ID_BYTES + NONCE_BYTES + sealed.length)
                    .put(key.id.getBytes(StandardCharsets.US_ASCII))
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void decrypt(Region region, JsonNode request, ObjectNode answer) throws Refusal {
        byte[] blob = bytes(request.path("CiphertextBlob"));
        if (blob.length < KEY_ID_BYTES + NONCE_BYTES) {
            throw new Refusal(400, "InvalidCiphertextException");
        }
        Key key = usable(region, request);
        String id = new String(blob, 0, KEY_ID_BYTES, StandardCharsets.US_ASCII);
        if (!id.equals(key.id)) {
            throw new Refusal(
                    400, region.keys.containsKey(id) ? "IncorrectKeyException" : "InvalidCiphertextException");
        }
        byte[] nonce = Arrays.copyOfRange(blob, KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
        try {
            byte[] plaintext = cipher(Cipher.DECRYPT_MODE, key, nonce, request)
                    .doFinal(blob, KEY_ID_BYTES + NONCE_BYTES, blob.length - KEY_ID_BYTES - NONCE_BYTES);
            answer.put("KeyId", key.arn).put("Plaintext", plaintext);
        } catch (GeneralSecurityException e) {
            throw new Refusal(400, "InvalidCiphertextException");
        }
    }

    private Cipher cipher(int mode, Key key, byte[] nonce, JsonNode request) throws GeneralSecurityException {
        Map<String, String> context = new TreeMap<>();
        request.path("EncryptionContext")
                .fields()
                .forEachRemaining(
                        field -> context.put(field.getKey(), field.getValue().asText()));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context.toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
