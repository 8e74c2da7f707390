package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeHeapTest {
  @Test
  void trim_whereTheJvmCan_isDoneAndElsewhereDoesNothing() {
    boolean glibc =
        Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"))
            && Runtime.version().compareTo(Runtime.Version.parse("17.0.9")) >= 0;

    assertThat(NativeHeap.trim() || !glibc).isTrue();
  }
}
