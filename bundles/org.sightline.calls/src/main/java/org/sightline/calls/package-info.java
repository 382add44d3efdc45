/** Calls: their life cycle, invitations, consent and signalling. */
@Export
@Version("1.0.0")
package org.sightline.calls;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
