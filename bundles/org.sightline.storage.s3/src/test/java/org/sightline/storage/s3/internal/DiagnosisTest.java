package org.sightline.storage.s3.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sightline.storage.StorageException.Reason;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class DiagnosisTest {
    private static Diagnosis answered(int status, String code) {
        return Diagnosis.of(S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("secret words")
                        .build())
                .message("secret words")
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "403, InvalidAccessKeyId, YOUR_SETTINGS, accessKeyId",
        "403, SignatureDoesNotMatch, YOUR_SETTINGS, .secretAccessKey",
        "400, ExpiredToken, YOUR_SETTINGS, accessKeyId",
        "403, AccessDenied, YOUR_SETTINGS, policy",
        "403, RequestTimeTooSkewed, YOUR_SETTINGS, endpoint",
        "404, NoSuchBucket, YOUR_SETTINGS, bucket",
        "301, PermanentRedirect, YOUR_SETTINGS, signingRegion",
        "400, AuthorizationHeaderMalformed, YOUR_SETTINGS, signingRegion",
        "400, KMS.NotFoundException, YOUR_SETTINGS, kmsKeyId",
        "501, NotImplemented, YOUR_SETTINGS, endpoint",
        "400, InvalidArgument, YOUR_SETTINGS, endpoint",
        "403, QuotaExceeded, FULL, bucket",
        "507, XMinioStorageFull, FULL, bucket",
        "404, NoSuchKey, NOT_FOUND, ''",
        "412, PreconditionFailed, EXISTS, ''",
        "409, ConditionalRequestConflict, TRY_AGAIN, ''",
        "400, BadDigest, TRY_AGAIN, ''",
        "503, SlowDown, TRY_AGAIN, ''",
        "500, InternalError, TRY_AGAIN, ''",
        "429, '', TRY_AGAIN, ''",
        "403, '', YOUR_SETTINGS, accessKeyId",
        "404, '', NOT_FOUND, ''"
    })
    void eachAnswerHasItsReasonAndNamesTheKeysToLookAt(int status, String code, Reason reason, String key) {
        Diagnosis diagnosis = answered(status, code);
        assertEquals(reason, diagnosis.reason());
        assertTrue(diagnosis.keys().contains(key), diagnosis.keys());
    }

    @Test
    void whatTheServerSaysAtLengthIsNotRepeated() {
        Settings settings =
                Settings.of(S3Configs.named("s3-main", "eu-central-1").make(), Backends.CONFIGURATION);
        String line = answered(403, "bad code\nwith a line").line(settings, "store x");
        assertFalse(line.contains("secret words"), line);
        assertFalse(line.contains("\n"), line);
        assertTrue(line.contains(Backends.CONFIGURATION), line);
    }
}
