package org.sightline.keys.aws.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.WorkspaceId;

/** What becomes of the ways in which AWS KMS, or the way to it, fails. */
@Timeout(60)
final class AwsFailuresTest {
    private static final String CANADA = "ca-central-1";

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final byte[] dataKey = new byte[32];
    private KmsDouble kms;
    private AwsKeyProvider provider;
    private WrappedKey wrapped;

    @BeforeEach
    void prepare() throws Exception {
        kms = new KmsDouble();
        provider = new AwsKeyProvider(Configs.impatient(kms, CANADA), System::nanoTime);
        provider.prepare(workspace, CANADA);
        wrapped = provider.wrap(workspace, CANADA, dataKey, "rec_1");
    }

    @AfterEach
    void close() {
        provider.close();
        kms.close();
    }

    private KeysException unwrapping() {
        KeysException failure = assertThrows(KeysException.class, () -> provider.unwrap(workspace, wrapped, "rec_1"));
        assertFalse(failure.getMessage().contains("\n"));
        assertFalse(failure.getMessage().contains("secret-name"), failure.getMessage());
        assertFalse(failure.getMessage().contains("not a secret"), failure.getMessage());
        return failure;
    }

    @ParameterizedTest
    @CsvSource({
        "400, AccessDeniedException, YOUR_SETTINGS, .secretAccessKey",
        "400, UnrecognizedClientException, YOUR_SETTINGS, .secretAccessKey",
        "400, InvalidSignatureException, YOUR_SETTINGS, clock",
        "400, ExpiredTokenException, YOUR_SETTINGS, .secretAccessKey",
        "400, DisabledException, YOUR_SETTINGS, disabled",
        "400, InvalidKeyUsageException, YOUR_SETTINGS, prefix",
        "400, LimitExceededException, YOUR_SETTINGS, quota",
        "404, Nonsense, YOUR_SETTINGS, endpoint",
        "400, InvalidCiphertextException, WRONG_KEY, altered",
        "400, IncorrectKeyException, WRONG_KEY, altered",
        "400, NotFoundException, DESTROYED, destroyed",
        "400, ThrottlingException, UNAVAILABLE, patience",
        "500, KMSInternalException, UNAVAILABLE, failed",
        "500, DependencyTimeoutException, UNAVAILABLE, failed",
        "500, KeyUnavailableException, UNAVAILABLE, failed",
        "503, ServiceUnavailable, UNAVAILABLE, failed",
    })
    void everyRefusalHasItsReason(int status, String code, Reason reason, String told) throws Exception {
        kms.plan("Decrypt", 4, new KmsDouble.Refusal(status, code));
        KeysException failure = unwrapping();
        assertEquals(reason, failure.reason(), failure.getMessage());
        assertTrue(failure.getMessage().contains(told), failure.getMessage());
        boolean providersFault = reason == Reason.UNAVAILABLE || reason == Reason.YOUR_SETTINGS;
        assertEquals(!providersFault, provider.health().ready());
    }

    @ParameterizedTest
    @EnumSource(KmsDouble.Trouble.class)
    void withoutAnAnswerOfKmsItIsUnavailableInTime(KmsDouble.Trouble trouble) {
        kms.plan("Decrypt", 20, trouble);
        assertTimeout(Duration.ofSeconds(10), () -> {
            KeysException failure = unwrapping();
            assertEquals(Reason.UNAVAILABLE, failure.reason(), failure.getMessage());
            assertTrue(failure.getMessage().contains("org.sightline.keys.aws"), failure.getMessage());
        });
    }

    @ParameterizedTest
    @CsvSource({"400, ThrottlingException", "500, KMSInternalException", "503, ServiceUnavailable"})
    void whatPassesIsTriedAgain(int status, String code) throws Exception {
        kms.plan("Decrypt", 2, new KmsDouble.Refusal(status, code));
        assertArrayEquals(dataKey, provider.unwrap(workspace, wrapped, "rec_1"));
        assertTrue(provider.health().ready());
    }

    @Test
    void aFailureIsForgottenOnceItIsOver() throws Exception {
        kms.plan("Decrypt", 1, new KmsDouble.Refusal(400, "AccessDeniedException"));
        String told = unwrapping().getMessage();
        assertEquals(told, provider.health().message());
        provider.unwrap(workspace, wrapped, "rec_1");
        assertTrue(provider.health().ready());
    }

    @Test
    void aDisabledKeyIsTheAdministratorsToEnable() throws Exception {
        kms.state(CANADA, "Disabled");
        assertEquals(Reason.YOUR_SETTINGS, unwrapping().reason());
        assertEquals(
                Reason.YOUR_SETTINGS,
                assertThrows(KeysException.class, () -> provider.generate(workspace, CANADA, "rec_2"))
                        .reason());
        kms.state(CANADA, "Enabled");
        assertArrayEquals(dataKey, provider.unwrap(workspace, wrapped, "rec_1"));
    }

    @ParameterizedTest
    @CsvSource({"PendingDeletion, DESTROYED", "Unavailable, UNAVAILABLE"})
    void theStateOfTheKeyDecides(String state, Reason reason) {
        kms.state(CANADA, state);
        assertEquals(reason, unwrapping().reason());
        assertEquals(
                reason,
                assertThrows(KeysException.class, () -> provider.wrap(workspace, CANADA, dataKey, "rec_2"))
                        .reason());
        assertEquals(
                reason,
                assertThrows(KeysException.class, () -> provider.prepare(workspace, CANADA))
                        .reason());
    }

    @Test
    void wrongCredentialsAreNamed() {
        AwsKeyProvider stranger = new AwsKeyProvider(
                new Settings(Configs.of(Map.of(
                        "regions",
                        new String[] {CANADA},
                        "endpoint",
                        kms.endpoint(),
                        "accessKeyId",
                        "AKIDSTRANGER",
                        "_secretAccessKey",
                        "wrong"))),
                System::nanoTime);
        try {
            KeysException failure = assertThrows(KeysException.class, () -> stranger.prepare(workspace, CANADA));
            assertEquals(Reason.YOUR_SETTINGS, failure.reason());
            assertEquals(
                    "AWS KMS in ca-central-1 cannot find the key of " + workspace
                            + ": the service does not accept the credentials (UnrecognizedClientException, status 400);"
                            + " check accessKeyId and .secretAccessKey, and the clock in the configuration"
                            + " org.sightline.keys.aws",
                    failure.getMessage());
        } finally {
            stranger.close();
        }
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertEquals(Reason.UNAVAILABLE, unwrapping().reason());
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
    }
}
