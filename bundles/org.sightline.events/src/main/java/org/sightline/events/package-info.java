/** Facts in the past tense, and their delivery at least once. */
@Export
@Version("1.0.0")
package org.sightline.events;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
