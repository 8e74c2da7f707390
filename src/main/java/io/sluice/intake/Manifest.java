package io.sluice.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a signer says he signed: JSON of exactly the members {@code name}, {@code version} and
 * {@code sha256} (64 hexadecimal digits), {@code size} (a whole number), {@code createdAt} (RFC
 * 3339, in UTC) and {@code keyId}.
 *
 * @param digest of the file that was signed
 * @param size of that file in bytes
 * @param createdAt when the manifest was made
 * @param keyId by which key it is signed
 */
record Manifest(ModelId id, Digest digest, long size, Instant createdAt, String keyId) {
  private static final Set<String> TEXTS =
      Set.of("name", "version", "sha256", "createdAt", "keyId");
  private static final String SIZE = "size";
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1)
                  .maxStringLength(SignedManifest.MAX_BYTES)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /**
   * Reads the JSON; unknown, missing and repeated members are refused.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static Manifest parse(byte[] json) {
    Map<String, String> members = members(json);
    for (String name : TEXTS) {
      require(members.containsKey(name), "lacks the member " + name);
    }
    require(members.containsKey(SIZE), "lacks the member " + SIZE);
    require(KEY_ID.matcher(members.get("keyId")).matches(), "names a key that nobody may have");
    try {
      return new Manifest(
          new ModelId(
              new ModelName(members.get("name")), ModelVersion.parse(members.get("version"))),
          new Digest("sha256:" + members.get("sha256")),
          Long.parseLong(members.get(SIZE)),
          Instant.parse(members.get("createdAt")),
          members.get("keyId"));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("has a createdAt that is no time in UTC", e);
    }
  }

  private static Map<String, String> members(byte[] json) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser =
        FACTORY.createParser(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString())) {
      require(parser.nextToken() == JsonToken.START_OBJECT, "is not a JSON object");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        boolean size = name.equals(SIZE);
        require(size || TEXTS.contains(name), "has a member that is unknown");
        JsonToken value = parser.nextToken();
        require(
            value == (size ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_STRING),
            "has a " + name + " of another type");
        require(members.put(name, parser.getText()) == null, "says " + name + " twice");
      }
      require(
          parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null,
          "is not one flat JSON object");
    } catch (IOException e) {
      throw new IllegalArgumentException("is not JSON", e);
    }
    return members;
  }

  private static void require(boolean rule, String otherwise) {
    if (!rule) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
