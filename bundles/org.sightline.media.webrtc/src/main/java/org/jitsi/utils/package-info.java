/**
 * The few types of jitsi-utils that jitsi-srtp calls, written anew so that its Kotlin and JNA dependencies stay out of
 * the bundles. Names and signatures are dictated by jitsi-srtp's class files.
 */
package org.jitsi.utils;
