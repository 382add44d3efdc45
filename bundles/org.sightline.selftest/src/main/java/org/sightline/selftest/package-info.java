/** The platform calls itself: a recorded call between two synthetic participants, reviewed and verified. */
@Export
@Version("1.0.0")
package org.sightline.selftest;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
