package io.sluice.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as plain maps, lists, strings and numbers, and the bytes made of them. */
public final class JsonTree {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonTree() {}

  /**
   * An object whose members come in the order given.
   *
   * @param members names and values in turn; a member whose value is null is left out
   */
  public static Map<String, Object> object(@Nullable Object... members) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      Object value = members[i + 1];
      if (value != null) {
        object.put(String.valueOf(members[i]), value);
      }
    }
    return Collections.unmodifiableMap(object);
  }

  /** A text, or null where it says nothing. */
  public static @Nullable String textOrNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** A bound as a JSON number, whole ones without a fraction; null if there is none. */
  public static @Nullable Number boundOrNull(double bound) {
    if (!Double.isFinite(bound)) {
      return null;
    }
    boolean whole = bound == Math.rint(bound) && Math.abs(bound) < 1L << 53;
    return whole ? (Number) (long) bound : (Number) bound;
  }

  /** The tree as UTF-8. */
  public static byte[] bytes(Object tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }
}
