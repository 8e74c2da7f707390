package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ResourceCopiesTest {
  private static final int LARGE = 2 << 20;

  @Test
  void drop_largeResource_isForgottenAndTheRestStays() {
    KeepingLoader loader = new KeepingLoader();
    loader.entries.put("native/libnd4jcpu.so", new Entry(new byte[LARGE]));
    loader.entries.put("native/libsmall.so", new Entry(new byte[10]));
    loader.entries.put("a/Large.class", new Entry(new byte[LARGE]));
    loader.entries.put("a/Defined.class", new Entry(null));

    assertThat(ResourceCopies.drop(loader)).isEqualTo(LARGE);
    assertThat(loader.entries.keySet())
        .containsExactlyInAnyOrder("native/libsmall.so", "a/Large.class", "a/Defined.class");
    assertThat(ResourceCopies.drop(loader)).isZero();
  }

  @Test
  void drop_loaderThatKeepsNothing_doesNothing() {
    assertThat(ResourceCopies.drop(ClassLoader.getSystemClassLoader())).isZero();
  }

  /** Keeps as the class loader of Payara does, under the same names. */
  public static final class KeepingLoader extends ClassLoader {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** What is kept, by name. */
    public Map<String, Entry> getResourceEntries() {
      return entries;
    }
  }

  /** One resource. */
  public static final class Entry {
    /** Its bytes. */
    public final byte[] binaryContent;

    private Entry(byte[] content) {
      binaryContent = content;
    }
  }
}
