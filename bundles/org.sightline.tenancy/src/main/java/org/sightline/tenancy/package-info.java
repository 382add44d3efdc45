/** Workspaces, their users and sessions, and the caller on whose behalf everything is done. */
@Export
@Version("1.0.0")
package org.sightline.tenancy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
