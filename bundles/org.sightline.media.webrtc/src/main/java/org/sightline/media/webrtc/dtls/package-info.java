/** DTLS 1.2 endpoints that agree on SRTP keys (RFC 5764). */
package org.sightline.media.webrtc.dtls;
