package org.sightline.media.sfu.internal;

import org.sightline.media.spi.MediaEngine;
import org.sightline.media.spi.MediaEngineContract;

/** The embedded engine keeps the contract. */
class SfuContractTest extends MediaEngineContract {

    @Override
    protected MediaEngine start() throws Exception {
        return new SfuMediaEngine(new TestConfig());
    }

    @Override
    protected void stop(MediaEngine engine) {
        ((SfuMediaEngine) engine).stop();
    }
}
