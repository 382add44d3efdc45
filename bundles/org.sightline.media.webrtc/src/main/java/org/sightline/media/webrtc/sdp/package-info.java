/** Session descriptions (RFC 8866) as browsers exchange them (RFC 8829). */
package org.sightline.media.webrtc.sdp;
