package io.sluice.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.metrics.PredictionMetrics.PredictionOutcome;
import io.sluice.metrics.QueueMetrics.Refusal;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServingFiguresTest {
  private static final ModelId RENT_1 = id(1);
  private static final ModelId RENT_2 = id(2);
  private static final String RENT = "{model=\"rent\",version=\"1\"";

  private final ServingCounters counters = new ServingCounters();
  private final List<VersionFigures> versions = new ArrayList<>();
  private final ServingFigures figures = new ServingFigures(counters, served(), List.of());

  @Test
  void text_noModels_showsEveryFamilyAndNoModel() {
    Scrape scrape = scrape();

    assertThat(scrape.families())
        .containsExactlyInAnyOrder(
            "sluice_predictions_total",
            "sluice_prediction_rows_total",
            "sluice_prediction_duration_seconds",
            "sluice_predictions_in_flight",
            "sluice_predictions_queued",
            "sluice_predictions_refused_total",
            "sluice_batch_rows",
            "sluice_leases",
            "sluice_model_loads_total",
            "sluice_model_load_duration_seconds",
            "sluice_models_loaded",
            "sluice_versions",
            "sluice_model_info");
    assertThat(scrape.value("sluice_models_loaded")).isZero();
    assertThat(scrape.value("sluice_versions{state=\"ready\"}")).isZero();
  }

  @Test
  void text_versionThatNobodyAsked_isThereAtZero() {
    ready(RENT_1);

    Scrape scrape = scrape();

    for (PredictionOutcome outcome : PredictionOutcome.values()) {
      assertThat(scrape.value(total(RENT, outcome))).isZero();
    }
    assertThat(scrape.value("sluice_prediction_duration_seconds_count" + RENT + "}")).isZero();
  }

  @Test
  void text_predictions_countsRequestsRowsAndTimeOfSuccess() {
    ready(RENT_1);
    predict(PredictionOutcome.SUCCESS, 3, 4);
    predict(PredictionOutcome.SUCCESS, 2, 40);
    predict(PredictionOutcome.REJECTED, 0, 1);

    Scrape scrape = scrape();

    assertThat(scrape.value(total(RENT, PredictionOutcome.SUCCESS))).isEqualTo(2);
    assertThat(scrape.value(total(RENT, PredictionOutcome.REJECTED))).isEqualTo(1);
    assertThat(scrape.value("sluice_prediction_rows_total" + RENT + "}")).isEqualTo(5);
    String seconds = "sluice_prediction_duration_seconds";
    assertThat(scrape.value(seconds + "_bucket" + RENT + ",le=\"0.0025\"}")).isZero();
    assertThat(scrape.value(seconds + "_bucket" + RENT + ",le=\"0.005\"}")).isEqualTo(1);
    assertThat(scrape.value(seconds + "_bucket" + RENT + ",le=\"0.05\"}")).isEqualTo(2);
    assertThat(scrape.value(seconds + "_sum" + RENT + "}")).isEqualTo(0.044);
    assertThat(scrape.value(seconds + "_count" + RENT + "}")).isEqualTo(2);
  }

  @Test
  void text_requestThatReachedNoVersion_hasEmptyLabels() {
    counters.predicted(null, PredictionOutcome.NOT_FOUND, 0, 5);

    assertThat(scrape().value(total("{model=\"\",version=\"\"", PredictionOutcome.NOT_FOUND)))
        .isEqualTo(1);
  }

  @Test
  void text_requestsUnderWay_areInFlightAndQueuedUntilTheyEnd() {
    ready(RENT_1);
    ready(RENT_2);
    counters.started(RENT_1);
    counters.started(RENT_2);
    counters.queued(RENT_2);

    assertThat(scrape().value("sluice_predictions_in_flight{model=\"rent\"}")).isEqualTo(2);
    assertThat(scrape().value("sluice_predictions_queued{model=\"rent\",version=\"2\"}"))
        .isEqualTo(1);

    counters.dequeued(RENT_2);
    counters.predicted(RENT_2, PredictionOutcome.ERROR, 0, 9);

    assertThat(scrape().value("sluice_predictions_in_flight{model=\"rent\"}")).isEqualTo(1);
    assertThat(scrape().value("sluice_predictions_queued{model=\"rent\",version=\"2\"}")).isZero();
  }

  @Test
  void text_batches_areCountedByTheirRows() {
    ready(RENT_1);
    for (int rows : new int[] {1, 2, 3, 4, 5, 2048, 2049}) {
      counters.batched(RENT_1, rows);
    }

    Scrape scrape = scrape();

    String bucket = "sluice_batch_rows_bucket" + RENT + ",le=";
    assertThat(scrape.value(bucket + "\"1\"}")).isEqualTo(1);
    assertThat(scrape.value(bucket + "\"2\"}")).isEqualTo(2);
    assertThat(scrape.value(bucket + "\"4\"}")).isEqualTo(4);
    assertThat(scrape.value(bucket + "\"8\"}")).isEqualTo(5);
    assertThat(scrape.value(bucket + "\"2048\"}")).isEqualTo(6);
    assertThat(scrape.value(bucket + "\"+Inf\"}")).isEqualTo(7);
    assertThat(scrape.value("sluice_batch_rows_sum" + RENT + "}")).isEqualTo(4112);
    assertThat(scrape.value("sluice_batch_rows_count" + RENT + "}")).isEqualTo(7);
  }

  @Test
  void text_refusals_areCountedByReason() {
    ready(RENT_1);
    counters.refused(RENT_1, Refusal.QUEUE_FULL);

    Scrape scrape = scrape();

    String refused = "sluice_predictions_refused_total" + RENT + ",reason=";
    assertThat(scrape.value(refused + "\"queue_full\"}")).isEqualTo(1);
    assertThat(scrape.value(refused + "\"deadline_passed\"}")).isZero();
  }

  @Test
  void text_loads_countsBothWaysAndTimesSuccess() {
    ready(RENT_1);
    counters.loaded(RENT_1, TimeUnit.SECONDS.toNanos(2));
    counters.loadFailed(RENT_1.name());

    Scrape scrape = scrape();

    String loads = "sluice_model_loads_total{model=\"rent\",outcome=";
    assertThat(scrape.value(loads + "\"success\"}")).isEqualTo(1);
    assertThat(scrape.value(loads + "\"failure\"}")).isEqualTo(1);
    assertThat(scrape.value("sluice_model_load_duration_seconds_sum{model=\"rent\"}")).isEqualTo(2);
    assertThat(scrape.value("sluice_model_load_duration_seconds_count{model=\"rent\"}"))
        .isEqualTo(1);
  }

  @Test
  void text_versions_tellsStatesLeasesAndWhatAnswers() {
    ready(RENT_1);
    versions.add(new VersionFigures(RENT_2, "failed", false, null, "", 0));

    Scrape scrape = scrape();

    assertThat(scrape.value("sluice_models_loaded")).isEqualTo(1);
    assertThat(scrape.value("sluice_versions{state=\"ready\"}")).isEqualTo(1);
    assertThat(scrape.value("sluice_versions{state=\"failed\"}")).isEqualTo(1);
    assertThat(scrape.value("sluice_leases" + RENT + "}")).isEqualTo(7);
    String digest = "sha256:" + "b".repeat(64);
    assertThat(
            scrape.value(
                "sluice_model_info" + RENT + ",digest=\"" + digest + "\",engine=\"fake\"}"))
        .isEqualTo(1);
  }

  @Test
  void text_retiredVersion_dropsItsSeries() {
    ready(RENT_1);
    predict(PredictionOutcome.SUCCESS, 1, 1);
    scrape();
    versions.clear();

    Scrape retired = scrape();
    ready(RENT_1);

    assertThat(retired.beginning("sluice_predictions_total" + RENT)).isEmpty();
    assertThat(retired.beginning("sluice_model_loads_total")).isEmpty();
    assertThat(scrape().value(total(RENT, PredictionOutcome.SUCCESS))).isZero();
  }

  @Test
  void text_oneName_showsThatFamilyAlone() {
    assertThat(Scrape.read(figures.text("sluice_models_loaded")).families())
        .containsExactly("sluice_models_loaded");
    assertThat(figures.text("sluice_nothing")).isEmpty();
  }

  private void predict(PredictionOutcome outcome, int rows, long millis) {
    counters.started(RENT_1);
    counters.predicted(RENT_1, outcome, rows, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private Scrape scrape() {
    return Scrape.read(figures.text(null));
  }

  private void ready(ModelId id) {
    Digest digest = new Digest("sha256:" + "b".repeat(64));
    versions.add(new VersionFigures(id, "ready", true, digest, "fake", 7));
  }

  private ServedVersions served() {
    return new ServedVersions() {
      @Override
      public List<String> states() {
        return List.of("ready", "failed");
      }

      @Override
      public List<VersionFigures> versions() {
        return List.copyOf(versions);
      }
    };
  }

  private static String total(String labels, PredictionOutcome outcome) {
    return "sluice_predictions_total" + labels + ",outcome=\"" + outcome.label() + "\"}";
  }

  private static ModelId id(int version) {
    return new ModelId(new ModelName("rent"), new ModelVersion(version));
  }
}
