package io.sluice.benchmark;

import io.sluice.model.ModelArchive;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import io.sluice.runtime.Archives;
import io.sluice.runtime.Engine;
import io.sluice.runtime.NativeHeap;
import io.sluice.runtime.Network;
import io.sluice.runtime.NetworkLoader;
import io.sluice.runtime.NetworkProbe;
import io.sluice.runtime.plan.PlanCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;

/**
 * Loads, compiles, asks and closes one version over and over, and tells how the memory of the
 * process grows: {@code java ... io.sluice.benchmark.LoadSlope [times]}. Linux only: it reads
 * {@code /proc/self/status}.
 */
public final class LoadSlope {
  private static final int STEP = 100;
  private static final double KIB_PER_MIB = 1024;

  private LoadSlope() {}

  /** Prints the resident memory after each hundred, and the slope after the first. */
  public static void main(String[] arguments) throws Exception {
    int times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
    ModelArchive archive = Archives.of(network());
    double first = 0;
    double last = 0;
    for (int i = 1; i <= times; i++) {
      loadAndUnload(archive);
      if (i % STEP == 0) {
        last = residentMib();
        first = i == STEP ? last : first;
        System.out.printf(Locale.ROOT, "%d loads: RSS %.1f MiB%n", i, last);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "slope after the first %d: %.2f MiB per %d%n",
        STEP,
        (last - first) / Math.max(1, times / STEP - 1),
        STEP);
  }

  private static void loadAndUnload(ModelArchive archive) throws Exception {
    Network network = NetworkLoader.load(archive);
    NetworkProbe.Findings findings =
        new NetworkProbe(network, TimeSource.SYSTEM).probe(network.inputs());
    Engine plan = PlanCompiler.compile(network, findings);
    network.close();
    NativeHeap.trim();
    plan.infer(List.of(List.of(Tensor.of(new float[784], 1, 784))));
    plan.close();
    // As VersionLoader does after a version is loaded and after it is closed.
    NativeHeap.trim();
  }

  private static double residentMib() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElseThrow()
        / KIB_PER_MIB;
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nIn(784).nOut(512).build())
                .layer(new DenseLayer.Builder().nIn(512).nOut(128).build())
                .layer(
                    new OutputLayer.Builder()
                        .nIn(128)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }
}
