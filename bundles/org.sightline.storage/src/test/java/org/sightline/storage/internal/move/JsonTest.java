package org.sightline.storage.internal.move;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {
    @Test
    void membersKeepTheirOrderAndTextIsEscaped() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("z", List.of(1L, true, List.of(), Map.of()));
        members.put("a", "\"\\\n\u0001é{[" + "\ud800");
        assertEquals("{\"z\":[1,true,[],{}],\"a\":\"\\\"\\\\\\u000a\\u0001é{[\\ud800\"}", Json.of(members));
    }
}
