package io.sluice.benchmark;

import io.sluice.runtime.Archives;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * How long a push takes until its version has answered a request: {@code payara/push} against a
 * server of {@code payara/serve}, with dense networks of some sizes. Each size is pushed twice; the
 * first push also pays for what the server does only once.
 */
public final class PushTimes {
  private static final int INPUTS = 64;
  private static final int CLASSES = 10;
  private static final long MIB = 1 << 20;

  private PushTimes() {}

  /**
   * Measures and prints.
   *
   * @param sizes of the parameters, in MiB
   */
  public static void main(String[] sizes) throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("bench.root"));
    Path out = Files.createDirectories(root.resolve("target/bench/pushes"));
    Path models = Files.createDirectories(out.resolve("models"));
    delete(out.resolve("servers"));
    List<String> options =
        List.of(
            "--war",
            root.resolve("target/sluice.war").toString(),
            "--models-dir",
            models.toString());
    try (ServedProcess server = ServedProcess.start("pushes", root, out, options)) {
      System.out.printf("%-28s %12s %10s %14s%n", "model", "bytes", "pushed s", "first answer s");
      for (String size : sizes) {
        for (int version = 1; version <= 2; version++) {
          measure(root, out, server, Integer.parseInt(size), version);
        }
      }
    } finally {
      delete(out.resolve("servers"));
    }
  }

  private static void measure(Path root, Path out, ServedProcess server, int mebibytes, int version)
      throws IOException, InterruptedException {
    String name = "dense" + mebibytes;
    Path file = out.resolve(name + "-" + version + ".zip");
    Archives.write(file, network(mebibytes * MIB / Float.BYTES, version));
    String url = "http://localhost:" + server.port();
    long started = System.nanoTime();
    Process push =
        new ProcessBuilder(
                "bash",
                root.resolve("payara/push").toString(),
                name,
                file.toString(),
                "--url",
                url,
                "--key-file",
                out.resolve("servers/pushes/admin.key").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(push.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (push.waitFor() != 0) {
      throw new IOException("payara/push failed:\n" + said);
    }
    long pushed = System.nanoTime();
    HttpResponse<String> answer = predict(url, name);
    long answered = System.nanoTime();
    if (answer.statusCode() != 200 || !answer.body().contains("\"version\":\"" + version + "\"")) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    System.out.printf(
        Locale.ROOT,
        "%-28s %12d %10.2f %14.2f%n",
        name + (version == 1 ? ", its first" : ", its second"),
        Files.size(file),
        (pushed - started) / 1e9,
        (answered - started) / 1e9);
    Files.delete(file);
  }

  private static HttpResponse<String> predict(String url, String model)
      throws IOException, InterruptedException {
    String row = String.join(",", Collections.nCopies(INPUTS, "0.5"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/models/" + model + "/predict"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"instances\":[{\"input\":[" + row + "]}]}"))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  /** A network of two hidden layers as wide as each other, with about so many parameters. */
  private static MultiLayerNetwork network(long parameters, int seed) {
    int around = INPUTS + CLASSES + 2;
    int width = (int) ((Math.sqrt(around * around + 4.0 * parameters) - around) / 2);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nIn(INPUTS).nOut(width).build())
                .layer(new DenseLayer.Builder().nIn(width).nOut(width).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(width)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
