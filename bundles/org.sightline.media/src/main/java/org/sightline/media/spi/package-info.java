/** What a media engine implements. */
@Export
@Version("1.0.0")
package org.sightline.media.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
