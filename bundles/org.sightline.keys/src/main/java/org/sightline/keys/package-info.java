/** Workspace keys: wrapping and unwrapping the keys of recordings. */
@Export
@Version("1.0.0")
package org.sightline.keys;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
