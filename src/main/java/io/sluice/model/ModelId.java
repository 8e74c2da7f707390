package io.sluice.model;

/** Names one version of one model: {@code salary/1}. */
public record ModelId(ModelName name, ModelVersion version) {
  @Override
  public String toString() {
    return name + "/" + version;
  }
}
