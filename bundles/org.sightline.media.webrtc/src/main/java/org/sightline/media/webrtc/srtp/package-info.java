/** Protection of RTP and RTCP (RFC 3711, RFC 7714). */
package org.sightline.media.webrtc.srtp;
