package io.sluice.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Outcome;
import io.sluice.model.Prediction;
import io.sluice.model.Predictor;
import io.sluice.model.ServingException;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionPublished;
import io.sluice.registry.VersionRetired;
import io.sluice.testing.FakePredictor;
import io.sluice.testing.TestPaths;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Models as container-managed beans, in the real container with the real application. */
@ExtendWith(ArquillianExtension.class)
class ServedModelIT {
  @Inject
  @ServedModel("iris")
  Predictor iris;

  @Inject
  @ServedModel("fake")
  Predictor fake;

  @Inject
  @ServedModel("nothing")
  Predictor nothing;

  @Inject ModelRegistry registry;
  @Inject Events events;

  /** The application as it is built, with these tests inside. */
  @Deployment
  static WebArchive application() {
    return ShrinkWrap.create(ZipImporter.class, "sluice.war")
        .importFrom(TestPaths.war().toFile())
        .as(WebArchive.class)
        .addClasses(ServedModelIT.class, Events.class, FakePredictor.class, TestPaths.class)
        .addAsLibrary(jarOf(Assertions.class));
  }

  private static File jarOf(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  @BeforeEach
  void modelsAreDeployed() throws InterruptedException {
    long deadline = System.currentTimeMillis() + Duration.ofMinutes(2).toMillis();
    synchronized (this) {
      while (!registry.isBooted() && System.currentTimeMillis() < deadline) {
        wait(50);
      }
    }
    assertThat(registry.isBooted()).isTrue();
  }

  @Test
  void predict_injectedPredictor_reachesTheLiveVersion() {
    Prediction prediction =
        iris.predict(
            List.of(
                Map.of(
                    "sepal_length",
                    5.1,
                    "sepal_width",
                    3.5,
                    "petal_length",
                    1.4,
                    "petal_width",
                    0.2)));

    assertThat(prediction.id().name()).isEqualTo(new ModelName("iris"));
    assertThat(((Outcome.Classification) prediction.first()).label()).isEqualTo("setosa");
  }

  @Test
  void predict_wrongInstance_tellsEveryViolation() {
    assertThatThrownBy(() -> iris.predict(List.of(Map.of("sepal_length", "long"))))
        .isInstanceOf(InvalidInstancesException.class)
        .hasMessage("4 fields break their rules");
  }

  @Test
  void predict_modelThatIsNotThere_saysSo() {
    assertThatThrownBy(() -> nothing.predict(List.of(Map.of())))
        .isInstanceOf(ServingException.class)
        .hasMessage("there is no model 'nothing'");
  }

  @Test
  void publishAndRetire_newVersion_isReachedAndToldAsEvents() {
    FakePredictor first = FakePredictor.constant("fake", 1, 1);
    FakePredictor second = FakePredictor.constant("fake", 2, 2);
    registry.publish(first.ready(), first, () -> {});
    assertThat(version()).isEqualTo(1);
    registry.publish(second.ready(), second, () -> {});
    assertThat(version()).isEqualTo(2);

    registry.retire(FakePredictor.id("fake", 2));

    assertThat(version()).isEqualTo(1);
    assertThat(events.seen())
        .contains(
            new VersionPublished(FakePredictor.id("fake", 1)),
            new VersionPublished(FakePredictor.id("fake", 2)),
            new VersionRetired(FakePredictor.id("fake", 2)));
  }

  private int version() {
    ModelVersion version = fake.predict(List.of(Map.of("x", 1))).id().version();
    return version.number();
  }

  /** Remembers what it is told. */
  @ApplicationScoped
  static class Events {
    private final Queue<Object> seen = new ConcurrentLinkedQueue<>();

    /** A method, for a field of the proxy would be another queue. */
    List<Object> seen() {
      return List.copyOf(seen);
    }

    void published(@Observes VersionPublished event) {
      seen.add(event);
    }

    void retired(@Observes VersionRetired event) {
      seen.add(event);
    }
  }
}
