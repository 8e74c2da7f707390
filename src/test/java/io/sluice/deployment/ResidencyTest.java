package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ModelName;
import io.sluice.model.Requester;
import io.sluice.registry.ModelRegistry;
import io.sluice.testing.ModelFolders;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was unloaded on purpose is not brought back by what looks for missing versions. */
final class ResidencyTest {
  private static final ModelName CANCER = new ModelName("breast-cancer");

  @Test
  void unload_whatFollowsTheCatalogueLooks_staysUnloadedUntilLoaded(
      @TempDir Path models, @TempDir Path data) {
    ModelFolders.copySample(CANCER.value(), models);
    ModelRegistry registry = new ModelRegistry(published -> {}, retired -> {});
    try (Residencies residencies = new Residencies(registry, models, data)) {
      residencies.residency().unload(CANCER, Requester.ofServer("test"));
      residencies.follow();
      assertThat(registry.model(CANCER).live()).isEmpty();
      assertThat(registry.snapshot().answers()).isTrue();

      residencies.residency().load(CANCER, Requester.ofServer("test"));
      residencies.follow();
      assertThat(registry.model(CANCER).live()).isPresent();
    }
  }
}
