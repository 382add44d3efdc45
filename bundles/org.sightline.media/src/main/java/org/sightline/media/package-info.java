/** Rooms, participants, tracks and taps: what the rest of the platform asks of a media engine. */
@Export
@Version("1.0.0")
package org.sightline.media;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
