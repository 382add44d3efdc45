/** Measurements of the platform, each beside a peer or a limit measured in the same run. */
package org.sightline.bench;
