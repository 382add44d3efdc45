package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.sightline.storage.RegionChange;

/** Objects and their bytes. */
@Schema(name = "Amount")
public record AmountView(long objects, long bytes) {

    static AmountView of(RegionChange.Amount amount) {
        return new AmountView(amount.objects(), amount.bytes());
    }
}
