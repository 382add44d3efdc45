package org.sightline.keys.aws.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.Tag;

/**
 * A workspace's keys in one region. {@code alias/<prefix>-<workspace>} leads to the current one; each has an alias of its
 * own besides, that begins like this one, by which all are found when they are to be destroyed.
 */
final class WorkspaceKeys {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceKeys.class);

    /** A key that was just made is not known everywhere in its region at once. */
    private static final int SETTLING_TRIES = 6;

    private static final Duration SETTLING_PAUSE = Duration.ofMillis(100);

    private final Settings settings;

    WorkspaceKeys(Settings settings) {
        this.settings = settings;
    }

    private String alias(WorkspaceId workspace) {
        return "alias/" + settings.prefix() + "-" + workspace.value();
    }

    /** The current key's ARN; empty if there is none. @throws KeysException if it cannot be used */
    Optional<String> find(KmsClient client, WorkspaceId workspace) throws KeysException {
        Optional<KeyMetadata> key = describe(client, alias(workspace));
        if (key.isPresent() && key.get().keyState() != KeyState.ENABLED) {
            throw unusable(workspace, key.get().keyState(), null);
        }
        return key.map(KeyMetadata::arn);
    }

    private static Optional<KeyMetadata> describe(KmsClient client, String key) {
        try {
            return Optional.of(client.describeKey(request -> request.keyId(key)).keyMetadata());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static KeysException unusable(WorkspaceId workspace, KeyState state, Throwable cause) {
        return switch (state) {
            case PENDING_DELETION, PENDING_REPLICA_DELETION -> destroyed(workspace, cause);
            case DISABLED ->
                new KeysException(Reason.YOUR_SETTINGS, "AWS KMS: the key of " + workspace + " is disabled", cause);
            default ->
                new KeysException(
                        Reason.UNAVAILABLE, "AWS KMS: the key of " + workspace + " is " + state + " just now", cause);
        };
    }

    static KeysException destroyed(WorkspaceId workspace, Throwable cause) {
        return new KeysException(Reason.DESTROYED, "the key of " + workspace + " has been destroyed", cause);
    }

    /** Why a key that was known is not in a state to be used. */
    KeysException unusable(KmsClient client, WorkspaceId workspace, String arn, KmsInvalidStateException cause) {
        return describe(client, arn)
                .map(key -> unusable(workspace, key.keyState(), cause))
                .orElseGet(() -> destroyed(workspace, cause));
    }

    /** Makes the workspace's first key, unless another node does meanwhile. @return the current one's ARN */
    String create(KmsClient client, WorkspaceId workspace) throws KeysException {
        String arn = makeKey(client, workspace);
        try {
            settle(() -> client.createAlias(
                    request -> request.aliasName(alias(workspace)).targetKeyId(arn)));
            return arn;
        } catch (AlreadyExistsException e) { // by another node, or by a try of ours whose answer was lost
            Optional<String> current = find(client, workspace);
            if (!current.equals(Optional.of(arn))) {
                discard(client, arn);
            }
            return current.orElseThrow(() -> e);
        } catch (KmsException e) {
            discard(client, arn);
            throw e;
        }
    }

    /** Makes a new key the current one. @return its ARN */
    String rotate(KmsClient client, WorkspaceId workspace) throws KeysException {
        if (find(client, workspace).isEmpty()) {
            return create(client, workspace);
        }
        String arn = makeKey(client, workspace);
        try {
            settle(() -> client.updateAlias(
                    request -> request.aliasName(alias(workspace)).targetKeyId(arn)));
            return arn;
        } catch (KmsException e) { // it was answered: the alias is as it was
            discard(client, arn);
            throw e;
        }
    }

    private String makeKey(KmsClient client, WorkspaceId workspace) {
        KeyMetadata key = client.createKey(request -> request.description("Sightline " + workspace.value())
                        .tags(
                                Tag.builder()
                                        .tagKey("sightline-prefix")
                                        .tagValue(settings.prefix())
                                        .build(),
                                Tag.builder()
                                        .tagKey("sightline-workspace")
                                        .tagValue(workspace.value())
                                        .build()))
                .keyMetadata();
        try {
            settle(() -> client.createAlias(request ->
                    request.aliasName(alias(workspace) + "-" + key.keyId()).targetKeyId(key.keyId())));
        } catch (AlreadyExistsException e) {
            LOG.debug("an answer was lost: the alias of {} is there", workspace);
        } catch (KmsException e) {
            discard(client, key.arn());
            throw e;
        }
        return key.arn();
    }

    /** A key that nothing was wrapped under. */
    private void discard(KmsClient client, String arn) {
        try {
            client.scheduleKeyDeletion(request -> request.keyId(arn).pendingWindowInDays(settings.deletionDays()));
        } catch (SdkException e) {
            LOG.warn("AWS KMS: the key {} was made and is not used; delete it", arn, e);
        }
    }

    private static void settle(Runnable request) {
        Duration pause = SETTLING_PAUSE;
        for (int left = SETTLING_TRIES; ; left--, pause = pause.multipliedBy(2)) {
            try {
                request.run();
                return;
            } catch (NotFoundException e) {
                if (left == 0) {
                    throw e;
                }
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw AbortedException.create("interrupted", e);
            }
        }
    }

    /** Has every key of the workspace deleted once the time that AWS demands is over; none can be used from now on. */
    void destroy(KmsClient client, WorkspaceId workspace) {
        String current = alias(workspace);
        Set<String> keys = client.listAliasesPaginator(request -> request.limit(100)).aliases().stream()
                .filter(entry -> entry.targetKeyId() != null)
                .filter(entry ->
                        entry.aliasName().equals(current) || entry.aliasName().startsWith(current + "-"))
                .map(entry -> entry.targetKeyId())
                .collect(Collectors.toSet());
        for (String key : keys) {
            try {
                client.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(settings.deletionDays()));
            } catch (NotFoundException e) {
                LOG.debug("a key of {} is gone already", workspace);
            } catch (KmsInvalidStateException e) {
                KeyState state =
                        describe(client, key).map(KeyMetadata::keyState).orElse(KeyState.PENDING_DELETION);
                if (state != KeyState.PENDING_DELETION) {
                    throw e;
                }
            }
        }
    }
}
