package org.sightline.tls.internal;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Has the HTTP service told its configuration again when the settings for HTTPS are there or have changed. */
@Component(
        service = {},
        immediate = true)
public final class HttpServiceUpdate {

    @Activate
    public HttpServiceUpdate(
            @Reference ConfigurationAdmin configurations,
            @Reference(target = "(cm.target=" + HttpsSettings.HTTP_SERVICE_PID + ")") ConfigurationPlugin settings)
            throws IOException {
        Configuration configuration = configurations.getConfiguration(HttpsSettings.HTTP_SERVICE_PID, "?");
        Dictionary<String, Object> properties = configuration.getProperties();
        configuration.update(properties == null ? closed() : properties);
    }

    /** What the HTTP service is told when this bundle is not there: to listen nowhere. */
    private static Dictionary<String, Object> closed() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("org.osgi.service.http.enabled", "false");
        properties.put("org.osgi.service.http.secure.enabled", "false");
        return properties;
    }
}
