package io.sluice.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;

/**
 * The bytes of resources that the class loader of a web application keeps.
 *
 * <p>Payara's ({@code org.glassfish.web.loader.WebappClassLoader}) reads every resource whose
 * address it is asked for onto the heap, and keeps it there. JavaCPP and ONNX Runtime ask for the
 * address of each native library once, to unpack it: 340 MB, which no garbage collector can free,
 * and which keep the heap so full that G1 marks it over and over.
 */
final class ResourceCopies {
  /** Only native libraries are that large. */
  private static final int LARGE_BYTES = 1 << 20;

  private ResourceCopies() {}

  /**
   * Makes a class loader forget the large resources it holds; whoever asks for one of them again
   * has it read again. Classes stay.
   *
   * @return how many bytes were let go; 0 for a class loader that keeps none, or not in this way
   */
  static long drop(ClassLoader loader) {
    try {
      Object held = loader.getClass().getMethod("getResourceEntries").invoke(loader);
      return held instanceof Map<?, ?> entries ? drop(entries) : 0;
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return 0;
    }
  }

  private static long drop(Map<?, ?> entries) throws IllegalAccessException {
    long dropped = 0;
    for (Map.Entry<?, ?> entry : List.copyOf(entries.entrySet())) {
      int size = size(entry.getValue());
      if (size >= LARGE_BYTES && !entry.getKey().toString().endsWith(".class")) {
        entries.remove(entry.getKey());
        dropped += size;
      }
    }
    return dropped;
  }

  private static int size(Object entry) throws IllegalAccessException {
    try {
      Field content = entry.getClass().getField("binaryContent");
      return content.get(entry) instanceof byte[] bytes ? bytes.length : 0;
    } catch (NoSuchFieldException e) {
      return 0;
    }
  }
}
