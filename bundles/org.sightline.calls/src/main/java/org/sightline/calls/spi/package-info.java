/** What keeps calls and what records them. */
@Export
@Version("1.0.0")
package org.sightline.calls.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
