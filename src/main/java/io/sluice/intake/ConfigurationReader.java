package io.sluice.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.ModelArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the JSON of a network without building anything from it: well-formed UTF-8 without
 * duplicate keys, bounded in length, depth and tokens, naming only {@link ConfigurationClasses},
 * with sizes under the ceilings.
 */
final class ConfigurationReader {
  private static final String ENTRY = EntryName.CONFIGURATION.text();
  private static final Set<String> INPUT_TYPES = Set.of("FF", "RNN", "CNN", "CNNFlat", "CNN3D");
  private static final int MAX_STRING = 1 << 16;
  private static final int MAX_NAME = 1 << 10;
  private static final int MAX_NUMBER = 64;

  private final IntakeLimits limits;
  private final ConfigurationSizes sizes;
  private final Deque<ConfigurationObject> objects = new ArrayDeque<>();
  private long parameters;
  private boolean parameterFree = true;
  private boolean layers;
  private boolean vertices;

  private ConfigurationReader(IntakeLimits limits) {
    this.limits = limits;
    this.sizes = new ConfigurationSizes(limits);
  }

  /**
   * @param bytes the whole entry, not longer than the limit
   * @throws ArchiveRejectedException with the first fault
   */
  static Configuration read(byte[] bytes, IntakeLimits limits) throws IOException {
    String json = decode(bytes);
    ConfigurationReader reader = new ConfigurationReader(limits);
    try {
      reader.walk(json);
    } catch (StreamConstraintsException e) {
      throw rejected(Reason.CONFIGURATION_TOO_LARGE, "is too deep or too long", e);
    } catch (JsonProcessingException e) {
      throw rejected(Reason.CONFIGURATION_INVALID, "is not well-formed JSON" + where(e), e);
    }
    return new Configuration(reader.kind(), json, reader.parameters, reader.parameterFree);
  }

  private static String decode(byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw rejected(Reason.CONFIGURATION_INVALID, "is not UTF-8", e);
    }
  }

  private JsonFactory factory() {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.maxConfigurationDepth())
            .maxTokenCount(limits.maxConfigurationTokens())
            .maxStringLength(MAX_STRING)
            .maxNameLength(MAX_NAME)
            .maxNumberLength(MAX_NUMBER)
            .build();
    return JsonFactory.builder()
        .streamReadConstraints(constraints)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // Names come from the archive: a table shared by all parsers would grow with every one.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .build();
  }

  private void walk(String json) throws IOException {
    try (JsonParser parser = factory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw rejected(Reason.CONFIGURATION_INVALID, "is not a JSON object", null);
      }
      accept(JsonToken.START_OBJECT, parser);
      while (!objects.isEmpty()) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          throw rejected(Reason.CONFIGURATION_INVALID, "is cut off", null);
        }
        accept(token, parser);
      }
      if (parser.nextToken() != null) {
        throw rejected(Reason.CONFIGURATION_INVALID, "is more than one JSON object", null);
      }
    }
  }

  private void accept(JsonToken token, JsonParser parser) throws IOException {
    switch (token) {
      case START_OBJECT -> objects.push(new ConfigurationObject(field(parser, true)));
      case END_OBJECT -> end(objects.pop());
      case FIELD_NAME -> name(parser);
      case VALUE_STRING -> text(field(parser, false), parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        String field = field(parser, false);
        sizes.check(field, parser);
        objects.element().number(field, parser.getDoubleValue());
      }
      default -> {
        // brackets and the three literals say nothing about sizes or classes
      }
    }
  }

  private void name(JsonParser parser) throws IOException {
    String name = parser.currentName();
    objects.element().member(name);
    if (objects.size() == 1) {
      layers |= name.equals("confs");
      vertices |= name.equals("vertices");
    }
    if (name.equals("strideField") || name.equals("dataBuffer")) {
      throw rejected(
          Reason.CONFIGURATION_INVALID, "holds an array that brings its own memory layout", null);
    }
  }

  // Everywhere "@class", but for weight distributions "type": see JsonTypeInfo on Distribution. An
  // InputType has a "type" too, which is one of a few words.
  private void text(String field, String value) throws IOException {
    boolean distribution = field.equals("type") && !INPUT_TYPES.contains(value);
    if (!field.equals("@class") && !distribution) {
      return;
    }
    if (!ConfigurationClasses.allows(value)) {
      String shown = value.substring(0, Math.min(value.length(), 200)).replaceAll("[^ -~]", "?");
      throw rejected(
          Reason.CONFIGURATION_CLASS,
          "names the class \"" + shown + "\", which is not loaded",
          null);
    }
    objects.element().className(value);
    parameterFree &= !ConfigurationClasses.hasParameters(value);
  }

  private void end(ConfigurationObject object) throws IOException {
    if (object.isBrokenArray()) {
      throw rejected(
          Reason.CONFIGURATION_CEILING,
          "holds an array whose shape is not that of its values",
          null);
    }
    long own = object.parameters();
    parameterFree &= own == 0;
    parameters = own > Long.MAX_VALUE - parameters ? Long.MAX_VALUE : parameters + own;
    if (parameters > limits.maxParameters()) {
      throw rejected(
          Reason.PARAMETERS_TOO_MANY,
          "asks for more than " + limits.maxParameters() + " parameters",
          null);
    }
  }

  private ModelArchive.Kind kind() throws IOException {
    if (layers == vertices) {
      throw rejected(
          Reason.CONFIGURATION_INVALID,
          "describes neither a MultiLayerNetwork nor a ComputationGraph",
          null);
    }
    return layers ? ModelArchive.Kind.MULTI_LAYER : ModelArchive.Kind.GRAPH;
  }

  /** The name of the member that a value, or an element of its array, belongs to. */
  private static String field(JsonParser parser, boolean opening) {
    var context = parser.getParsingContext();
    if (opening) {
      context = context.getParent();
    }
    while (context.inArray()) {
      context = context.getParent();
    }
    String name = context.getCurrentName();
    return name == null ? "" : name;
  }

  private static String where(JsonProcessingException e) {
    var location = e.getLocation();
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static ArchiveRejectedException rejected(
      Reason reason, String detail, @Nullable Exception cause) {
    ArchiveRejectedException rejected = new ArchiveRejectedException(reason, ENTRY, detail);
    if (cause != null) {
      rejected.initCause(cause);
    }
    return rejected;
  }
}
