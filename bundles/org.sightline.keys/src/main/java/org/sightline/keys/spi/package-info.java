/** What holds workspace keys. */
@Export
@Version("1.0.0")
package org.sightline.keys.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
