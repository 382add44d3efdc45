package org.sightline.rest.internal.guard;

import javax.ws.rs.core.UriInfo;
import org.apache.cxf.jaxrs.impl.RequestPreprocessor;
import org.apache.cxf.message.Message;
import org.sightline.access.NotFoundException;

/**
 * Takes requests as they are. CXF would otherwise let a parameter or the address's end override the method, the content
 * type and the Accept header, and would describe the resources in its own way to anybody who asks.
 */
public final class PlainRequests extends RequestPreprocessor {
    private static final String DESCRIPTION = "_wadl";

    @Override
    public String preprocess(Message message, UriInfo uri) {
        if (uri.getQueryParameters().containsKey(DESCRIPTION)) {
            throw new NotFoundException(DESCRIPTION);
        }
        return uri.getPath();
    }
}
