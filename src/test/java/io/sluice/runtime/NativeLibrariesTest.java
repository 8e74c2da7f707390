package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void load_threadWithoutOurClassLoader_findsTheBackend() throws Exception {
    assertThat(runAlone(ForeignThread.class)).isEqualTo("ready");
  }

  @Test
  void load_platformWithoutNatives_saysWhy() throws Exception {
    assertThat(runAlone(ForeignThread.class, "-Dorg.bytedeco.javacpp.platform=plan9-mips"))
        .contains("ND4J does not work on plan9-mips")
        .contains("cache directory");
  }

  /** Loads ND4J on a thread as a server has it: its class loader knows nothing of ours. */
  public static final class ForeignThread {
    public static void main(String[] arguments) {
      Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
      try {
        NativeLibraries.load();
        System.out.print("ready");
      } catch (IllegalStateException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  /** In a JVM of its own, since ND4J is initialised once in each. */
  private static String runAlone(Class<?> main, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }
}
