/** What keeps objects. */
@Export
@Version("1.0.0")
package org.sightline.storage.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
