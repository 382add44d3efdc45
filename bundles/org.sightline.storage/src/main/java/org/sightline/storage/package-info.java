/** Regions, and sealed objects kept in them. */
@Export
@Version("1.0.0")
package org.sightline.storage;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
