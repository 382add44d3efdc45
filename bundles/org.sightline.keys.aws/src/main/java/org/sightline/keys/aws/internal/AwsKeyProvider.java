package org.sightline.keys.aws.internal;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.sightline.keys.DataKey;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.keys.spi.KeyProvider;
import org.sightline.tenancy.WorkspaceId;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * Keeps the workspaces' keys in AWS KMS, which they never leave: one for each workspace and region, replaced by a new one at
 * each rotation. A wrapped key's version is the ARN of the KMS key; workspace and context are its encryption context.
 */
@Component(
        configurationPid = Settings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = Constants.SERVICE_RANKING + ":Integer=-100", // new keys come from here only if that is configured
        immediate = true)
@Designate(ocd = Config.class)
public final class AwsKeyProvider implements KeyProvider {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]{0,20}:kms:([a-z0-9-]{1,40}):[0-9]{12}:key/[A-Za-z0-9-]{1,64}");
    private static final int LOCKS = 64;

    private final Settings settings;
    private final Kms kms;
    private final WorkspaceKeys keys;
    private final LongSupplier nanoTime;
    private final CurrentKeys current = new CurrentKeys();
    private final Set<WorkspaceId> destroyed = ConcurrentHashMap.newKeySet();
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

    @Activate
    public AwsKeyProvider(Config config) {
        this(new Settings(config), System::nanoTime);
    }

    AwsKeyProvider(Settings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        kms = new Kms(settings);
        keys = new WorkspaceKeys(settings);
    }

    @Override
    public String name() {
        return "aws";
    }

    @Override
    public Health health() {
        return kms.health();
    }

    @Override
    public void prepare(WorkspaceId workspace, String region) throws KeysException {
        String awsRegion = awsRegion(region);
        if (find(workspace, awsRegion).isPresent()) {
            return;
        }
        synchronized (lock(workspace)) {
            if (find(workspace, awsRegion).isEmpty()) {
                String arn =
                        kms.ask(awsRegion, "make a key for " + workspace, client -> keys.create(client, workspace));
                current.put(workspace, awsRegion, arn, nanoTime.getAsLong());
            }
        }
    }

    private Object lock(WorkspaceId workspace) {
        return locks[Math.floorMod(workspace.hashCode(), LOCKS)];
    }

    private String awsRegion(String region) throws KeysException {
        return settings.awsRegion(region)
                .orElseThrow(() -> new KeysException(
                        Reason.YOUR_SETTINGS,
                        "no keys are made for the region " + region + "; check regions in the configuration "
                                + Settings.PID,
                        null));
    }

    private Optional<String> find(WorkspaceId workspace, String awsRegion) throws KeysException {
        requireNotDestroyed(workspace);
        Optional<String> known = current.get(workspace, awsRegion, nanoTime.getAsLong());
        if (known.isPresent()) {
            return known;
        }
        long now = nanoTime.getAsLong();
        Optional<String> found =
                kms.ask(awsRegion, "find the key of " + workspace, client -> keys.find(client, workspace));
        found.ifPresent(arn -> current.put(workspace, awsRegion, arn, now));
        return found;
    }

    private void requireNotDestroyed(WorkspaceId workspace) throws KeysException {
        if (destroyed.contains(workspace)) {
            throw WorkspaceKeys.destroyed(workspace, null);
        }
    }

    @Override
    public String currentVersion(WorkspaceId workspace, String region) throws KeysException {
        return find(workspace, awsRegion(region))
                .orElseThrow(() -> wrong("AWS KMS has no key of " + workspace + " for " + region, null));
    }

    @Override
    public String rotate(WorkspaceId workspace, String region) throws KeysException {
        String awsRegion = awsRegion(region);
        requireNotDestroyed(workspace);
        synchronized (lock(workspace)) {
            String arn = kms.ask(awsRegion, "rotate the key of " + workspace, client -> keys.rotate(client, workspace));
            current.put(workspace, awsRegion, arn, nanoTime.getAsLong());
            return arn;
        }
    }

    @Override
    public DataKey generate(WorkspaceId workspace, String region, String context) throws KeysException {
        String arn = currentVersion(workspace, region);
        GenerateDataKeyResponse made = kms.ask(awsRegion(region), "make a data key of " + workspace, client -> {
            try {
                return client.generateDataKey(request ->
                        request.keyId(arn).keySpec(DataKeySpec.AES_256).encryptionContext(bound(workspace, context)));
            } catch (KmsInvalidStateException e) {
                current.forget(workspace);
                throw keys.unusable(client, workspace, arn, e);
            } catch (NotFoundException e) {
                throw notYet(workspace, e);
            }
        });
        return new DataKey(made.plaintext().asByteArray(), wrapped(arn, made.ciphertextBlob()));
    }

    @Override
    public WrappedKey wrap(WorkspaceId workspace, String region, byte[] dataKey, String context) throws KeysException {
        String arn = currentVersion(workspace, region);
        EncryptResponse sealed = kms.ask(awsRegion(region), "wrap a key of " + workspace, client -> {
            try {
                return client.encrypt(request -> request.keyId(arn)
                        .plaintext(SdkBytes.fromByteArray(dataKey))
                        .encryptionContext(bound(workspace, context)));
            } catch (KmsInvalidStateException e) {
                current.forget(workspace);
                throw keys.unusable(client, workspace, arn, e);
            } catch (NotFoundException e) {
                throw notYet(workspace, e);
            }
        });
        return wrapped(arn, sealed.ciphertextBlob());
    }

    /** The key is too new to be known everywhere in its region, or somebody has deleted it: the next try looks for it. */
    private KeysException notYet(WorkspaceId workspace, NotFoundException e) {
        current.forget(workspace);
        return new KeysException(Reason.UNAVAILABLE, "AWS KMS does not find the key of " + workspace + " just now", e);
    }

    private WrappedKey wrapped(String arn, SdkBytes sealed) {
        return new WrappedKey(
                name(), arn, Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.asByteArray()));
    }

    private static Map<String, String> bound(WorkspaceId workspace, String context) {
        return Map.of("workspace", workspace.value(), "context", context);
    }

    @Override
    public byte[] unwrap(WorkspaceId workspace, WrappedKey wrapped, String context) throws KeysException {
        requireNotDestroyed(workspace);
        Matcher arn = ARN.matcher(wrapped.version());
        if (!arn.matches()) {
            throw wrong("the wrapped key's version is no KMS key", null);
        }
        String awsRegion = arn.group(1);
        if (!settings.awsRegions().contains(awsRegion)) {
            throw new KeysException(
                    Reason.YOUR_SETTINGS,
                    "a key of " + workspace + " is in AWS " + awsRegion + "; check regions in the configuration "
                            + Settings.PID,
                    null);
        }
        byte[] sealed = sealed(wrapped);
        DecryptResponse opened = kms.ask(awsRegion, "unwrap a key of " + workspace, client -> {
            try {
                return client.decrypt(request -> request.keyId(wrapped.version())
                        .ciphertextBlob(SdkBytes.fromByteArray(sealed))
                        .encryptionContext(bound(workspace, context)));
            } catch (KmsInvalidStateException e) {
                throw keys.unusable(client, workspace, wrapped.version(), e);
            } catch (NotFoundException e) { // AWS deletes a key only after having been asked to, days before
                throw WorkspaceKeys.destroyed(workspace, e);
            }
        });
        return opened.plaintext().asByteArray();
    }

    private static byte[] sealed(WrappedKey wrapped) throws KeysException {
        try {
            return Base64.getUrlDecoder().decode(wrapped.ciphertext());
        } catch (IllegalArgumentException e) {
            throw wrong("the wrapped key is no base64url", e);
        }
    }

    private static KeysException wrong(String message, Throwable cause) {
        return new KeysException(Reason.WRONG_KEY, message, cause);
    }

    @Override
    public void destroy(WorkspaceId workspace) throws KeysException {
        destroyed.add(workspace);
        current.forget(workspace);
        KeysException first = null;
        for (String awsRegion : settings.awsRegions()) {
            try {
                synchronized (lock(workspace)) {
                    kms.ask(awsRegion, "destroy the key of " + workspace, client -> {
                        keys.destroy(client, workspace);
                        return awsRegion;
                    });
                }
            } catch (KeysException e) { // the others are destroyed all the same
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    @Deactivate
    void close() {
        kms.close();
    }
}
