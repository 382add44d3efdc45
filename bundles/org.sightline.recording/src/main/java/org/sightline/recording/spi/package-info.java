/** What keeps the library. */
@Export
@Version("1.0.0")
package org.sightline.recording.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
