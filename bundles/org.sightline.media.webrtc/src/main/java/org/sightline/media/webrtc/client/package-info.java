/** A WebRTC participant without a browser: it offers, connects, sends and receives. */
package org.sightline.media.webrtc.client;
