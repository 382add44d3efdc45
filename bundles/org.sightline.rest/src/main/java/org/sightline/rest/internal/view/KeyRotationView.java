package org.sightline.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.sightline.keys.KeyRotations.Progress;
import org.sightline.keys.Keys;

/**
 * What holds the workspace's key, and how far its last rotation has come.
 *
 * @param rotation left out if there was none since the platform started
 */
@Schema(name = "KeyRotation")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyRotationView(List<ProviderView> providers, ProgressView rotation) {

    public static KeyRotationView of(List<Keys.Provider> providers, Optional<Progress> progress) {
        return new KeyRotationView(
                providers.stream().map(ProviderView::of).toList(),
                progress.map(ProgressView::of).orElse(null));
    }

    /**
     * What holds keys.
     *
     * @param current whether new keys come from it
     */
    @Schema(name = "KeyProvider")
    public record ProviderView(String name, boolean current, boolean ready, String message) {

        static ProviderView of(Keys.Provider provider) {
            return new ProviderView(provider.name(), provider.current(), provider.ready(), provider.message());
        }
    }

    /**
     * A rotation.
     *
     * @param version of the workspace's key, current since
     * @param due how many recordings' keys were to be wrapped anew when it began
     * @param rewrapped how many are
     */
    @Schema(name = "KeyRotationProgress")
    public record ProgressView(
            String provider, String version, long due, long rewrapped, boolean done, String message) {

        static ProgressView of(Progress progress) {
            return new ProgressView(
                    progress.provider(),
                    progress.version(),
                    progress.due(),
                    progress.rewrapped(),
                    progress.done(),
                    progress.message());
        }
    }
}
