package io.sluice.deployment;

import io.sluice.model.ModelId;
import io.sluice.repository.DescriptorReader;
import io.sluice.repository.InvalidDescriptorException;
import java.nio.charset.StandardCharsets;

/** The text of descriptors. */
final class Descriptors {
  private Descriptors() {}

  /** The descriptor as the catalogue keeps it; one that cannot be read is returned as it is. */
  static String withVersion(ModelId id, String json) {
    try {
      return new String(
          DescriptorReader.withVersion(id, json.getBytes(StandardCharsets.UTF_8)),
          StandardCharsets.UTF_8);
    } catch (InvalidDescriptorException e) {
      return json;
    }
  }
}
