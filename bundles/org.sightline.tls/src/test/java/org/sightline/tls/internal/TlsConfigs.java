package org.sightline.tls.internal;

import java.lang.annotation.Annotation;

/** A configuration as Declarative Services would make it, with the defaults until changed. */
final class TlsConfigs implements HttpsSettings.Config {
    private String keystore = "";
    private String passphraseFile = "";
    private String passphrase = "";
    private int port = 8443;
    private String bindAddress = "0.0.0.0";
    private int redirectPort;

    TlsConfigs keystore(String value) {
        keystore = value;
        return this;
    }

    TlsConfigs passphraseFile(String value) {
        passphraseFile = value;
        return this;
    }

    TlsConfigs passphrase(String value) {
        passphrase = value;
        return this;
    }

    TlsConfigs port(int value) {
        port = value;
        return this;
    }

    TlsConfigs bindAddress(String value) {
        bindAddress = value;
        return this;
    }

    TlsConfigs redirectPort(int value) {
        redirectPort = value;
        return this;
    }

    @Override
    public String keystore() {
        return keystore;
    }

    @Override
    public String passphraseFile() {
        return passphraseFile;
    }

    @Override
    public String _passphrase() {
        return passphrase;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String bindAddress() {
        return bindAddress;
    }

    @Override
    public int redirectPort() {
        return redirectPort;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return HttpsSettings.Config.class;
    }
}
