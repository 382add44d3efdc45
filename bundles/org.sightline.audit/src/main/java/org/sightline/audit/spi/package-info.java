/** What keeps the record. */
@Export
@Version("1.0.0")
package org.sightline.audit.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
