package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.CrashReportingUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  /** The dump's libraries are not in the application: what DL4J calls then must find that out. */
  @Test
  void load_networkOutOfMemory_writesNoDump(@TempDir Path folder) {
    NativeLibraries.load();
    CrashReportingUtil.crashDumpOutputDirectory(folder.toFile());
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder().nIn(1).nOut(2).build())
                .build());

    CrashReportingUtil.writeMemoryCrashDump(network, new OutOfMemoryError("made by a test"));

    assertThat(folder).isEmptyDirectory();
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
