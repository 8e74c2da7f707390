package io.sluice.repository;

import io.sluice.model.ArtifactFormat;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows for the tests of the catalogue. */
final class CatalogueFixture {
  static final ModelName SALARY = new ModelName("salary");
  static final Origin ORIGIN = new Origin("key:a", "r-1", Instant.parse("2026-11-24T12:00:00Z"));

  private CatalogueFixture() {}

  static ModelId id(int number) {
    return new ModelId(SALARY, new ModelVersion(number));
  }

  static Digest digest(int seed) {
    return new Digest("sha256:%064x".formatted(seed));
  }

  static CommittedVersion version(int number, int seed, @Nullable String descriptor) {
    return new CommittedVersion(
        id(number),
        digest(seed),
        10,
        digest(seed + 1000),
        20,
        ArtifactFormat.DL4J,
        descriptor,
        CommitState.COMMITTED,
        Instant.parse("2026-11-24T12:00:00.123456789Z"),
        "key:a",
        null);
  }

  static CommittedVersion version(int number) {
    return version(number, number, null);
  }
}
