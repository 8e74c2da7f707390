package io.sluice.catalog;

import static io.sluice.codec.JsonTree.object;

import io.sluice.model.InputField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField.ClassOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract of one model, an OpenAPI 3.0.3 document: what {@code openapi.yaml} says of all
 * models, with this one's fields and types. Examples are the model's golden predictions.
 */
final class ModelContract {
  private static final String TAG = "predictions";

  private final ModelDescriptor descriptor;
  private final ModelSignature signature;
  private final String path;
  private final ContractExamples examples;

  /**
   * @param digest of the version's archive
   * @param path where the operation is served: {@code /api/v1/predict_salary}
   */
  ModelContract(ModelDescriptor descriptor, ModelSignature signature, String digest, String path) {
    this.descriptor = descriptor;
    this.signature = signature;
    this.path = path;
    this.examples = new ContractExamples(descriptor, digest);
  }

  /** The document. */
  Map<String, Object> document() {
    return object(
        "openapi", "3.0.3",
        "info", info(),
        "servers", List.of(object("url", "/", "description", "The server of this document.")),
        "tags", List.of(object("name", TAG, "description", "Ask the model.")),
        "paths", object(path, object("get", get(), "post", post())),
        "components",
            object(
                "schemas",
                object(
                    "Instance", InputSchema.instance(signature.inputs()),
                    "PredictRequest", request(),
                    "PredictResponse", response(),
                    "Prediction", OutputSchema.prediction(signature),
                    "Problem", ContractProblems.schema())));
  }

  private Map<String, Object> info() {
    return object(
        "title", name(),
        "version", descriptor.id().version().toString(),
        "description", description() + "\n\nOther formats than JSON: see /api/v1/openapi.yaml.",
        "contact", object("name", "The operators of this server"));
  }

  private Map<String, Object> get() {
    List<Object> parameters = new ArrayList<>();
    signature.inputs().forEach(input -> parameters.add(parameter(input)));
    parameters.addAll(top());
    return operation(
        descriptor.operation() + "_one",
        "Predict one instance given in the query string",
        object("parameters", parameters, "responses", responses(false)));
  }

  private Map<String, Object> post() {
    List<Object> parameters = top();
    Map<String, Object> body =
        object(
            "required",
            true,
            "description",
            "The instances.",
            "content",
            object(
                "application/json",
                object(
                    "schema", reference("PredictRequest"),
                    "example", examples.request())));
    return operation(
        descriptor.operation().value(),
        "Predict the instances of a body",
        object(
            "parameters",
            parameters.isEmpty() ? null : parameters,
            "requestBody",
            body,
            "responses",
            responses(true)));
  }

  private Map<String, Object> operation(
      String operationId, String summary, Map<String, Object> rest) {
    Map<String, Object> operation =
        new LinkedHashMap<>(
            object(
                "operationId",
                operationId,
                "tags",
                List.of(TAG),
                "summary",
                summary,
                "description",
                description()));
    operation.putAll(rest);
    return operation;
  }

  private Map<String, Object> parameter(InputField input) {
    boolean tensor = input instanceof TensorField;
    Map<String, Object> schema = InputSchema.inQuery(input);
    return object(
        "name",
        input.name(),
        "in",
        "query",
        "required",
        input.defaultValue() == null,
        "description",
        schema.get("description"),
        "style",
        tensor ? "form" : null,
        "explode",
        tensor ? false : null,
        "schema",
        schema,
        "example",
        examples.parameter(input));
  }

  private List<Object> top() {
    boolean classes = signature.outputs().stream().anyMatch(ClassOutput.class::isInstance);
    return classes
        ? List.of(
            object(
                "name", "top",
                "in", "query",
                "required", false,
                "description", "Give only the k most probable labels, most probable first.",
                "schema", object("type", "integer", "format", "int32", "minimum", 1)))
        : List.of();
  }

  private Map<String, Object> responses(boolean withBody) {
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put(
        "200",
        object(
            "description",
            "One prediction an instance, in the order of the instances.",
            "content",
            object(
                "application/json",
                object(
                    "schema", reference("PredictResponse"),
                    "example", examples.response()))));
    responses.putAll(ContractProblems.responses(withBody));
    return responses;
  }

  private static Map<String, Object> request() {
    return object(
        "type",
        "object",
        "description",
        "The instances to predict.",
        "additionalProperties",
        false,
        "required",
        List.of("instances"),
        "properties",
        object(
            "instances", object("type", "array", "minItems", 1, "items", reference("Instance"))));
  }

  private Map<String, Object> response() {
    return object(
        "type",
        "object",
        "description",
        "The predictions, and which version made them.",
        "additionalProperties",
        false,
        "required",
        List.of("model", "version", "digest", "predictions"),
        "properties",
        object(
            "model", object("type", "string", "enum", List.of(name())),
            "version", object("type", "string", "description", "The version that answered."),
            "digest",
                object("type", "string", "description", "The SHA-256 of the version's archive."),
            "predictions",
                object("type", "array", "minItems", 1, "items", reference("Prediction"))));
  }

  private String name() {
    return descriptor.id().name().value();
  }

  private String description() {
    return descriptor.description().isEmpty()
        ? "The model " + name() + "."
        : descriptor.description();
  }

  private static Map<String, Object> reference(String schema) {
    return object("$ref", "#/components/schemas/" + schema);
  }
}
