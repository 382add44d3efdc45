package org.sightline.storage.s3.internal;

import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The answer to a GET with its body still to come. The SDK's own stream would bring a thread that nothing ever stops.
 *
 * @param body to be closed or aborted
 */
record Answer(GetObjectResponse head, AbortableInputStream body) {

    static ResponseTransformer<GetObjectResponse, Answer> open() {
        return new ResponseTransformer<>() {
            @Override
            public Answer transform(GetObjectResponse head, AbortableInputStream body) {
                return new Answer(head, body);
            }

            @Override
            public boolean needsConnectionLeftOpen() {
                return true;
            }
        };
    }
}
