package org.sightline.tenancy;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The workspaces of the platform. Callers have been authorised by the access bundle's enforcement point. */
@ProviderType
public interface Workspaces {

    /**
     * Creates a workspace.
     *
     * @throws TenancyException {@code workspace-exists}, {@code invalid-name}, {@code invalid-displayname},
     *     {@code invalid-region}
     */
    Workspace create(Caller operator, String name, String displayName, String region);

    /** The caller's own workspace. @throws TenancyException {@code no-such-workspace} */
    Workspace get(Caller caller);

    /** Finds a workspace by the name that is typed at sign-in. */
    Optional<Workspace> byName(Caller operator, String name);

    /** Every workspace by name; empty unless the caller is an operator or the platform. */
    List<Workspace> list(Caller operator);

    /** Changes the region of the caller's workspace for recordings that start from now on. */
    Workspace changeRegion(Caller caller, String region);

    /** A setting of the caller's workspace that another bundle keeps here, such as {@code access.review}. */
    Optional<String> setting(Caller caller, String key);

    /** Sets it; listeners are told before this returns. Key: at most 60 of {@code [a-z.-]}; value: at most 2,000 characters. */
    void changeSetting(Caller caller, String key, String value);
}
