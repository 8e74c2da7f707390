package io.sluice.openinference;

import static io.sluice.model.testing.SignatureSamples.tensor;
import static io.sluice.testing.EchoPredictor.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.deployment.Residency;
import io.sluice.metrics.PredictionMetrics;
import io.sluice.model.Caller;
import io.sluice.model.Datatype;
import io.sluice.model.FieldInfo;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.Task;
import io.sluice.model.Tensor;
import io.sluice.model.testing.SignatureSamples;
import io.sluice.prediction.PredictionLog;
import io.sluice.prediction.Predictions;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionStatus;
import io.sluice.testing.EchoPredictor;
import io.sluice.testing.FakePredictor;
import io.sluice.testing.ServletClient;
import io.sluice.testing.ServletClient.Answer;
import io.sluice.traffic.Experiments;
import io.sluice.traffic.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The protocol served as in the application, over models of every kind that echo. */
final class Served {
  static final long MOST = 100_000;
  static final InstanceLimits LIMITS = new InstanceLimits(50, 5000, 8, 64, 10);
  private static final ObjectMapper JSON = new ObjectMapper();

  final ModelRegistry registry;
  final EchoPredictor image;
  private final Routes routes;
  private final OpenInferenceServlet servlet;

  Served() {
    this(new ModelRegistry(published -> {}, retired -> {}), null);
  }

  /**
   * @param residency null where nothing is loaded or unloaded
   */
  @SuppressWarnings("NullAway") // Who passes none asks for none.
  Served(ModelRegistry registry, @Nullable Residency residency) {
    this.registry = registry;
    ModelSignature iris =
        new ModelSignature(
            Task.CLASSIFICATION,
            SignatureSamples.iris().inputs(),
            SignatureSamples.iris().outputs(),
            "input");
    new EchoPredictor("iris", 1, iris, in -> List.of(classes(in.get(0)))).publish(registry);
    new EchoPredictor("iris", 2, iris, in -> List.of(classes(in.get(0)))).publish(registry);
    new EchoPredictor("salary", 1, SignatureSamples.salary(), in -> List.of(sums(in.get(0))))
        .publish(registry);
    image =
        new EchoPredictor(
                "image",
                1,
                echo(tensor("image", List.of(1, 2, 2), 0, 16), Datatype.FP32),
                in -> List.of(copy(in.get(0))))
            .publish(registry);
    new EchoPredictor(
            "seq",
            1,
            echo(tensor("seq", List.of(2, -1), -1000, 1000), Datatype.FP32),
            in -> List.of(copy(in.get(0))))
        .publish(registry);
    new EchoPredictor(
            "pair", 1, SignatureSamples.pair(), in -> List.of(classes(in.get(0)), copy(in.get(1))))
        .publish(registry);
    for (Datatype type : Datatype.values()) {
      TensorField x =
          new TensorField(
              FieldInfo.named("x"),
              type,
              List.of(-1),
              "",
              Double.NEGATIVE_INFINITY,
              Double.POSITIVE_INFINITY);
      new EchoPredictor(
              "type-" + type.name().toLowerCase(Locale.ROOT),
              1,
              echo(x, type),
              in -> List.of(copy(in.get(0))))
          .publish(registry);
    }
    registry.record(VersionStatus.loading(FakePredictor.id("loading", 1)));
    registry.record(
        VersionStatus.loading(FakePredictor.id("broken", 1)).failed("its file is missing"));
    registry.booted();
    Predictions predictions =
        new Predictions(
            new Router(registry, new Experiments()), PredictionMetrics.NONE, PredictionLog.NONE);
    routes =
        OpenInferenceProducer.routes(
            new InferExchange(predictions, LIMITS, MOST),
            new RepositoryExchanges(registry, residency, LIMITS, MOST),
            registry,
            "9.9");
    servlet = new OpenInferenceServlet(routes);
  }

  private static ModelSignature echo(TensorField input, Datatype type) {
    return new ModelSignature(
        Task.TENSOR,
        List.of(input),
        List.of(new TensorOutput(FieldInfo.named("echo"), type, input.shape())));
  }

  /** Three probabilities: the first value decides. */
  private static Tensor classes(Tensor in) {
    float[] values = new float[3 * in.rows()];
    for (int row = 0; row < in.rows(); row++) {
      boolean large = in.at(row * in.rowSize()) > 5;
      values[3 * row] = large ? 0.125f : 0.625f;
      values[3 * row + 1] = 0.25f;
      values[3 * row + 2] = large ? 0.625f : 0.125f;
    }
    return Tensor.of(values, in.rows(), 3);
  }

  private static Tensor sums(Tensor in) {
    float[] values = new float[in.rows()];
    for (int i = 0; i < in.size(); i++) {
      values[i / in.rowSize()] += in.at(i);
    }
    return Tensor.of(values, in.rows(), 1);
  }

  /** Every route. */
  List<Route> routes() {
    return routes.all();
  }

  /** For asking as somebody who may do everything. */
  ServletClient client() {
    return client(Caller.SYSTEM);
  }

  ServletClient client(Caller caller) {
    return new ServletClient(servlet, caller);
  }

  /** Infers and expects success. */
  JsonNode infer(String model, String request) {
    Answer answer = client().post("/v2/models/" + model + "/infer", request);
    if (answer.status() != 200) {
      throw new AssertionError(answer.toString());
    }
    return json(answer);
  }

  /** Infers and gives the words of the refusal. */
  String refusal(String model, String request) {
    Answer answer = client().post("/v2/models/" + model + "/infer", request);
    if (answer.status() != 400) {
      throw new AssertionError(answer.toString());
    }
    return json(answer).path("error").asText();
  }

  static JsonNode json(Answer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.toString(), e);
    }
  }
}
