/** RTP and RTCP packets (RFC 3550, RFC 4585, RFC 4588) read and written in place. */
package org.sightline.media.webrtc.rtp;
