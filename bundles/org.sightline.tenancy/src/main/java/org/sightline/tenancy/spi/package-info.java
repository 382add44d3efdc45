/** What keeps workspaces, users and sessions, and who hears of changes to them. */
@Export
@Version("1.0.0")
package org.sightline.tenancy.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
