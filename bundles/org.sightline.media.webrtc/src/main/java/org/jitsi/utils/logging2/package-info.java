/** The logging interface that jitsi-srtp compiles against. */
package org.jitsi.utils.logging2;
