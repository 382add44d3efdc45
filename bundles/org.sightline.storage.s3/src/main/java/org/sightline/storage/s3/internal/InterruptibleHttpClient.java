package org.sightline.storage.s3.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** An HTTP client whose waiting threads can be interrupted. */
final class InterruptibleHttpClient implements SdkHttpClient {
    private final SdkHttpClient client;
    private final Interruptions interruptions;

    InterruptibleHttpClient(SdkHttpClient client, Interruptions interruptions) {
        this.client = client;
        this.interruptions = interruptions;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest call = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return interruptibly(call);
            }

            @Override
            public void abort() {
                call.abort();
            }
        };
    }

    private HttpExecuteResponse interruptibly(ExecutableHttpRequest call) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        HttpExecuteResponse response;
        try (Interruptions.Watched watched = interruptions.watch(call::abort)) {
            watched.enter();
            response = call.call();
        }
        return response.responseBody()
                .map(body -> HttpExecuteResponse.builder()
                        .response(response.httpResponse())
                        .responseBody(new Body(body, interruptions).abortable())
                        .build())
                .orElse(response);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class Body extends InputStream {
        private final AbortableInputStream in;
        private final Interruptions.Watched watched;

        Body(AbortableInputStream in, Interruptions interruptions) {
            this.in = in;
            this.watched = interruptions.watch(in::abort);
        }

        AbortableInputStream abortable() {
            return AbortableInputStream.create(this, () -> {
                watched.close();
                in.abort();
            });
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            watched.enter();
            try {
                int count = in.read(buffer, offset, length);
                if (count < 0) {
                    watched.close();
                }
                return count;
            } finally {
                watched.leave();
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            watched.close();
            in.close();
        }
    }
}
