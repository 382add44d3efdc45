package org.sightline.rest.internal.session;

import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.message.Message;

/** Gives resource methods their {@code @Context Visitor}. */
public final class VisitorContext implements ContextProvider<Visitor> {

    @Override
    public Visitor createContext(Message message) {
        Visitor visitor = message.getExchange().get(Visitor.class);
        if (visitor == null) {
            throw new IllegalStateException("a method that is open to all asks for its visitor");
        }
        return visitor;
    }
}
