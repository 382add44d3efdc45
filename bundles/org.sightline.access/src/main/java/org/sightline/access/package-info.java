/** The one enforcement point: may this caller do this to that. */
@Export
@Version("1.0.0")
package org.sightline.access;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
