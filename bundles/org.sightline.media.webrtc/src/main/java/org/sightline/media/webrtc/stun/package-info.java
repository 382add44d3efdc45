/** STUN messages (RFC 8489) as ICE uses them (RFC 8445). */
package org.sightline.media.webrtc.stun;
