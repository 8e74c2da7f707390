package io.sluice.registry;

/** Writes a version as the contract's {@code Version}, for all resources that show one. */
@FunctionalInterface
public interface VersionDocument {
  /** The JSON of a version, UTF-8. */
  byte[] json(ModelEntry entry, VersionStatus status);
}
