package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.metrics.PredictionMetrics;
import io.sluice.model.Alias;
import io.sluice.model.Caller;
import io.sluice.model.Datatype;
import io.sluice.model.FieldInfo;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.Encoding;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.ModelVersion;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.Task;
import io.sluice.model.Tensor;
import io.sluice.model.testing.SignatureSamples;
import io.sluice.prediction.PredictionLog;
import io.sluice.prediction.Predictions;
import io.sluice.registry.ModelRegistry;
import io.sluice.testing.EchoPredictor;
import io.sluice.testing.ServletClient;
import io.sluice.testing.ServletClient.Answer;
import io.sluice.traffic.Experiments;
import io.sluice.traffic.Router;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The servlet over real collaborators and models of all shapes, without a container. */
final class Protocol {
  /** What one request may hold. */
  static final InstanceLimits LIMITS = new InstanceLimits(100, 1000, 8, 64, 10);

  /** The most bytes that a body may have. */
  static final int MOST_BYTES = 200_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModelRegistry registry = new ModelRegistry(published -> {}, retired -> {});
  private final TensorflowServlet servlet = new TensorflowServlet();
  private final Routes routes;

  private Protocol() {
    Predictions predictions =
        new Predictions(
            new Router(registry, new Experiments()), PredictionMetrics.NONE, PredictionLog.NONE);
    routes = TensorflowProducer.routes(registry, predictions, LIMITS);
    servlet.configure(routes, MOST_BYTES);
    registry.booted();
  }

  /** A server without models. */
  static Protocol empty() {
    return new Protocol();
  }

  /**
   * A server with a model of each shape; of {@code half} the versions 1 and 2, and the aliases
   * {@code stable} (1) and {@code production} (2).
   */
  static Protocol withModels() {
    Protocol protocol = new Protocol();
    protocol.publish("half", 1, half());
    protocol.publish("half", 2, half());
    protocol.registry.alias(
        new ModelName("half"),
        Map.of(
            new Alias("stable"),
            new ModelVersion(1),
            new Alias("production"),
            new ModelVersion(2)));
    protocol.publish("iris", 1, SignatureSamples.iris());
    protocol.publish("salary", 1, salary());
    protocol.publish("defaults", 1, SignatureSamples.withDefaults());
    protocol.publish("image", 1, SignatureSamples.image());
    protocol.publish("sequence", 1, SignatureSamples.sequence());
    protocol.publish("pair", 1, SignatureSamples.pair());
    protocol.publish("word", 1, word());
    return protocol;
  }

  /** One number in, one number out, neither in a list: TensorFlow Serving's own example. */
  static ModelSignature half() {
    OutputField y = new TensorOutput(FieldInfo.named("y"), Datatype.FP32, List.of());
    return new ModelSignature(
        Task.TENSOR, List.of(SignatureSamples.tensor("x", List.of(), -1000, 1000)), List.of(y));
  }

  /** A category, a number and a label that is bytes; two columns under the network's name. */
  static ModelSignature salary() {
    return new ModelSignature(
        Task.REGRESSION,
        List.of(
            new CategoryField(
                FieldInfo.named("rank"), List.of("low", "high"), Encoding.ORDINAL, null),
            new NumberField(FieldInfo.named("years"), 0, 80, "", null),
            new TextField(FieldInfo.named("ref_bytes"), 16, "")),
        List.of(SignatureSamples.salaryOutput()),
        "dense_input");
  }

  /** One word of three, as the only input. */
  static ModelSignature word() {
    return new ModelSignature(
        Task.TENSOR,
        List.of(
            new CategoryField(
                FieldInfo.named("word"), List.of("a", "b", "\u00e9"), Encoding.ORDINAL, null)),
        List.of(new TensorOutput(FieldInfo.named("out"), Datatype.FP32, List.of())));
  }

  ModelRegistry registry() {
    return registry;
  }

  Routes routes() {
    return routes;
  }

  /** Serves a version that answers sums. */
  Protocol publish(String model, int version, ModelSignature signature) {
    return publish(model, version, signature, inputs -> Sums.of(signature, inputs));
  }

  /** Serves a version that answers this. */
  Protocol publish(
      String model,
      int version,
      ModelSignature signature,
      Function<List<Tensor>, List<Tensor>> function) {
    new EchoPredictor(model, version, signature, function).publish(registry);
    return this;
  }

  static ModelId id(String model, int version) {
    return new ModelId(new ModelName(model), new ModelVersion(version));
  }

  /** Gets a path. */
  Answer get(String path) {
    return send(Caller.SYSTEM, "GET", path, "");
  }

  /** Posts a body with single quotes for double ones. */
  Answer post(String path, String body, String... headers) {
    return send(Caller.SYSTEM, "POST", path, body, headers);
  }

  /** Sends a request whose body has single quotes for double ones. */
  Answer send(Caller caller, String method, String path, String body, String... headers) {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return send(caller, method, path, bytes, headers);
  }

  /** Sends a request. */
  Answer send(Caller caller, String method, String path, byte[] body, String... headers) {
    return new ServletClient(servlet, caller).send(method, path, body, headers);
  }

  /** What a body says. */
  static JsonNode json(Answer answer) {
    return parsed(answer.body());
  }

  /** What a text says, with single quotes for double ones. */
  static JsonNode json(String text) {
    return parsed(text.replace('\'', '"'));
  }

  /** What a text says. */
  static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
