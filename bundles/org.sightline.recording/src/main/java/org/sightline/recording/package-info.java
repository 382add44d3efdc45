/** Recordings: the library and its playback. */
@Export
@Version("1.0.0")
package org.sightline.recording;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
