/** What carries, keeps and hears events. */
@Export
@Version("1.0.0")
package org.sightline.events.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
