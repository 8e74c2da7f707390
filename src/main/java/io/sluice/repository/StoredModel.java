package io.sluice.repository;

import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.util.List;
import java.util.Map;

/**
 * One model as its folder has it.
 *
 * @param versions by rising number
 * @param aliases from the folder's {@code aliases.properties}
 */
public record StoredModel(
    ModelName name, List<StoredVersion> versions, Map<Alias, ModelVersion> aliases) {
  public StoredModel {
    versions = List.copyOf(versions);
    aliases = Map.copyOf(aliases);
  }
}
