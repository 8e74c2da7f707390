package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

final class NativeLibrariesTest {

  @Test
  void load_twice_leavesNd4jReady() {
    NativeLibraries.load();
    NativeLibraries.load();

    assertThat(
            Nd4j.eye(2).mmul(Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}})).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
  }
}
