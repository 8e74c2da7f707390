package io.sluice.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.intake.ArchiveInspector;
import io.sluice.intake.IntakeLimits;
import io.sluice.model.Datatype;
import io.sluice.model.ModelArchive;
import io.sluice.model.TensorSpec;
import io.sluice.runtime.Archives;
import io.sluice.runtime.Network;
import io.sluice.runtime.NetworkLoader;
import io.sluice.runtime.NetworkRejectedException;
import io.sluice.runtime.plan.MeasuredPlan;
import io.sluice.runtime.plan.UntranslatableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;

/** Makes the files that the servers serve, anew in every run: the plan is that of this build. */
final class BenchModels {
  private final Path samples;
  private final Path served;
  private final Path graphs;

  /**
   * @param samples the sample models of the checkout
   * @param out where the run writes; models and graphs get folders of their own in it
   */
  BenchModels(Path samples, Path out) {
    this.samples = samples;
    this.served = out.resolve("models");
    this.graphs = out.resolve("graphs");
  }

  /** The models folder of Sluice. */
  Path served() {
    return served;
  }

  /** The folder of the ceiling's graphs. */
  Path graphs() {
    return graphs;
  }

  /** Removes what earlier runs wrote: the servers load all that is there. */
  void clear() throws IOException {
    for (Path folder : List.of(served, graphs)) {
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  /**
   * Writes one network for both servers.
   *
   * @throws UntranslatableException if there is no plan of it, and so no ceiling to compare with
   */
  void write(Subject subject) throws IOException, UntranslatableException {
    Path folder = Files.createDirectories(served.resolve(subject.model()).resolve("1"));
    Path archive = folder.resolve("model.zip");
    Path descriptor = folder.resolve("model.json");
    if (subject == Subject.IRIS) {
      Path sample = samples.resolve(subject.model()).resolve("1");
      Files.copy(sample.resolve("model.zip"), archive, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(sample.resolve("model.json"), descriptor, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Archives.write(archive, network(subject));
      new ObjectMapper().writeValue(descriptor.toFile(), descriptor(subject));
    }
    Files.createDirectories(graphs);
    Network network = load(subject);
    try {
      plan(subject, network).write(graphs.resolve(subject.model()));
    } finally {
      network.close();
    }
    Files.write(
        graphs.resolve(subject.model() + ".properties"),
        CeilingWar.facts(subject, archive(subject).digest().value()));
  }

  /** The graph of its plan as a file, once it is written. */
  Path graph(Subject subject) {
    return graphs.resolve(subject.model()).resolve(MeasuredPlan.GRAPH);
  }

  /** The network as Sluice loads it; to be closed by the caller. */
  Network load(Subject subject) throws IOException {
    try {
      return NetworkLoader.load(archive(subject));
    } catch (NetworkRejectedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its plan. */
  static MeasuredPlan plan(Subject subject, Network network) {
    return new MeasuredPlan(
        network,
        List.of(spec("input", subject.shape())),
        List.of(spec("output", List.of(subject.labels().size()))));
  }

  private ModelArchive archive(Subject subject) throws IOException {
    Path folder = served.resolve(subject.model()).resolve("1");
    return ArchiveInspector.inspect(folder.resolve("model.zip"), IntakeLimits.DEFAULTS);
  }

  private static Model network(Subject subject) {
    return switch (subject) {
      case MLP -> Networks.mlp();
      case LENET -> Networks.lenet();
      case RESNET -> Networks.resnet();
      case IRIS -> throw new IllegalArgumentException("iris is a sample model");
    };
  }

  private static TensorSpec spec(String name, List<Integer> shape) {
    return new TensorSpec(name, Datatype.FP32, shape, "", false);
  }

  private static ObjectNode descriptor(Subject subject) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", subject.model()).put("version", "1").put("task", "classification");
    node.put("description", "Random weights: made to be measured.");
    node.put("operation", "predict_" + subject.model());
    ObjectNode input = node.putArray("inputs").addObject();
    input.put("name", "image").put("type", "tensor").put("datatype", "FP32");
    subject.shape().forEach(input.withArray("shape")::add);
    ObjectNode output = node.putArray("outputs").addObject();
    output.put("name", "digit").put("type", "class");
    subject.labels().forEach(output.withArray("labels")::add);
    return node;
  }
}
