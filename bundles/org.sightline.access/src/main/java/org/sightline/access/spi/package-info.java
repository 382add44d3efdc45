/** What an access policy implements. */
@Export
@Version("1.0.0")
package org.sightline.access.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
