package io.sluice.repository;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.model.GateTerms;
import io.sluice.model.InputField;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelDescriptor.Golden;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.model.OutputField;
import io.sluice.model.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code model.json}, whose rules are published as {@code openapi/model.schema.json}.
 * Nothing in it is trusted: size, depth and every member are checked, and all problems are told at
 * once.
 */
public final class DescriptorReader {
  /** The largest {@code model.json} read, in bytes. */
  public static final int MAX_BYTES = 4 << 20;

  private static final int MAX_DEPTH = 64;
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private DescriptorReader() {}

  /**
   * Reads the descriptor of a version.
   *
   * @param id what the folders or the push say; the descriptor must say the same
   * @param json the file's bytes, at most {@link #MAX_BYTES}
   * @throws InvalidDescriptorException with every problem found
   */
  public static ModelDescriptor read(ModelId id, byte[] json) throws InvalidDescriptorException {
    List<String> problems = new ArrayList<>();
    JsonNode node = parse(json);
    JsonObjectReader top = new JsonObjectReader(node, "", problems);
    same(top, "name", id.name(), top.required("name", ModelName::new));
    same(top, "version", id.version(), top.required("version", ModelVersion::parse));
    String description = Objects.requireNonNull(top.text("description", ""));
    Task task = top.required("task", DescriptorReader::task);
    OperationName operation = top.required("operation", OperationName::new);
    List<InputField> inputs = new ArrayList<>();
    for (JsonObjectReader input : top.objects("inputs")) {
      InputField field = InputReader.read(input);
      if (field != null) {
        inputs.add(field);
      }
    }
    List<OutputField> outputs = OutputReader.read(top.objects("outputs"));
    List<Golden> goldens = goldens(top);
    for (String free : List.of("hyperParameters", "training", "metrics")) {
      JsonNode value = top.any(free);
      if (value != null && !value.isObject()) {
        top.problem(free, "must be an object");
      }
    }
    GateTerms gate = GateReader.read(top.object("gate"));
    top.rejectUnknown();
    if (!problems.isEmpty() || task == null || operation == null) {
      throw new InvalidDescriptorException(problems);
    }
    checkSignature(task, inputs, outputs);
    return new ModelDescriptor(
        id,
        description,
        task,
        operation,
        inputs,
        outputs,
        goldens,
        MAPPER.convertValue(node, MAP),
        gate);
  }

  /**
   * The same descriptor with its version: for those who are given a number only after they wrote
   * it.
   *
   * @param json at most {@link #MAX_BYTES}
   * @return the same bytes if they name a version, right or wrong
   * @throws InvalidDescriptorException if they are not JSON
   */
  public static byte[] withVersion(ModelId id, byte[] json) throws InvalidDescriptorException {
    if (!(parse(json) instanceof ObjectNode node) || node.has("version")) {
      return json;
    }
    node.put("version", id.version().toString());
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static JsonNode parse(byte[] json) throws InvalidDescriptorException {
    if (json.length > MAX_BYTES) {
      throw new InvalidDescriptorException(List.of("is larger than " + MAX_BYTES + " bytes"));
    }
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node == null || node.isMissingNode()) {
        throw new InvalidDescriptorException(List.of("is empty"));
      }
      return node;
    } catch (StreamConstraintsException e) {
      throw new InvalidDescriptorException(
          List.of("nests deeper than %d, or holds too long a value".formatted(MAX_DEPTH)));
    } catch (JsonProcessingException e) {
      throw new InvalidDescriptorException(
          List.of(
              "is not JSON: line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr())));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
  }

  private static void same(
      JsonObjectReader top, String member, Object expected, @Nullable Object said) {
    if (said != null && !said.equals(expected)) {
      top.problem(member, "says %s, but this is %s".formatted(said, expected));
    }
  }

  private static Task task(String name) {
    for (Task task : Task.values()) {
      if (task.wireName().equals(name)) {
        return task;
      }
    }
    throw new IllegalArgumentException("must be classification, regression or tensor");
  }

  private static List<Golden> goldens(JsonObjectReader top) {
    List<Golden> goldens = new ArrayList<>();
    for (JsonObjectReader golden : top.objects("golden")) {
      JsonNode instance = golden.any("instance");
      JsonNode prediction = golden.any("prediction");
      golden.rejectUnknown();
      if (instance == null || !instance.isObject() || prediction == null) {
        golden.problem("", "needs an instance (an object) and its prediction");
      } else {
        goldens.add(
            new Golden(
                MAPPER.convertValue(instance, MAP), MAPPER.convertValue(prediction, Object.class)));
      }
    }
    return goldens;
  }

  private static void checkSignature(Task task, List<InputField> inputs, List<OutputField> outputs)
      throws InvalidDescriptorException {
    try {
      new ModelSignature(task, inputs, outputs);
    } catch (IllegalArgumentException e) {
      throw new InvalidDescriptorException(List.of(String.valueOf(e.getMessage())));
    }
  }
}
