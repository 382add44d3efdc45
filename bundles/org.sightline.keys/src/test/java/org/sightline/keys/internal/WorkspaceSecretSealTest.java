package org.sightline.keys.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.sightline.keys.spi.InMemoryKeyProvider;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.SecretSeal;
import org.sightline.tenancy.spi.SecretSealContract;

final class WorkspaceSecretSealTest extends SecretSealContract {
    private final InMemoryKeyProvider provider = new InMemoryKeyProvider("local");
    private final SecretSeal seal = new WorkspaceSecretSeal(TestKeys.of(provider), new FakeWorkspaces());

    @Override
    protected SecretSeal seal() {
        return seal;
    }

    @Test
    void aSecretThatWasSealedBeforeARotationIsOpenedAfterIt() throws Exception {
        WorkspaceId workspace = WorkspaceId.fresh();
        String sealed = seal.seal(workspace, "totp/usr_1", new byte[20]);
        provider.rotate(workspace, FakeWorkspaces.REGION);
        assertArrayEquals(new byte[20], seal.open(workspace, "totp/usr_1", sealed));
    }

    @Test
    void withoutAProviderItIsUnavailable() {
        SecretSeal without = new WorkspaceSecretSeal(TestKeys.of(), new FakeWorkspaces());
        assertCode("key-unavailable", () -> without.seal(WorkspaceId.fresh(), "totp/usr_1", new byte[20]));
    }

    @Test
    void whatADestroyedKeySealedIsNeverOpened() throws Exception {
        WorkspaceId workspace = WorkspaceId.fresh();
        String sealed = seal.seal(workspace, "totp/usr_1", new byte[20]);
        provider.destroy(workspace);
        assertCode("key-destroyed", () -> seal.open(workspace, "totp/usr_1", sealed));
    }

    @Test
    void aSecretThatIsTooLongIsTheCallersFault() {
        assertThrows(
                IllegalArgumentException.class, () -> seal.seal(WorkspaceId.fresh(), "totp/usr_1", new byte[1_001]));
    }

    private static void assertCode(String code, org.junit.jupiter.api.function.Executable work) {
        assertEquals(code, assertThrows(TenancyException.class, work).code());
    }
}
