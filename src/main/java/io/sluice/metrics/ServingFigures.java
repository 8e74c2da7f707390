package io.sluice.metrics;

import io.sluice.metrics.PredictionMetrics.PredictionOutcome;
import io.sluice.metrics.QueueMetrics.Refusal;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes down what was counted of the versions that answer now. */
@Dependent
public class ServingFigures {
  private final ServingCounters counters;
  private final ServedVersions served;
  private final List<FamilySource> more;

  /** Shows these counters for these versions, and what other rooms have counted. */
  @Inject
  public ServingFigures(
      ServingCounters counters, ServedVersions served, @Any Instance<FamilySource> more) {
    this(counters, served, more.stream().toList());
  }

  ServingFigures(ServingCounters counters, ServedVersions served, List<FamilySource> more) {
    this.counters = counters;
    this.served = served;
    this.more = List.copyOf(more);
  }

  /**
   * All figures in the Prometheus text format. Counts of versions that answer no more are dropped.
   *
   * @param only the one family to write; null for all
   * @return empty if there is no such family
   */
  public String text(@Nullable String only) {
    List<VersionFigures> versions = served.versions();
    List<VersionFigures> ready = versions.stream().filter(VersionFigures::ready).toList();
    Set<ModelName> models =
        versions.stream().map(version -> version.id().name()).collect(Collectors.toSet());
    counters.keepOnly(ready.stream().map(VersionFigures::id).collect(Collectors.toSet()), models);
    Exposition text = new Exposition(only);
    predictions(text, ready);
    latency(text, ready);
    batches(text, ready);
    work(text, ready);
    loads(text, models);
    versions(text, versions, ready);
    more.forEach(source -> source.families().forEach(text::family));
    return text.toString();
  }

  private void predictions(Exposition text, List<VersionFigures> ready) {
    text.family(
        "sluice_predictions_total",
        "counter",
        "Requests for predictions that ended. Model and version are empty if none could be chosen.");
    for (VersionFigures version : ready) {
      VersionCounters counts = counters.version(version.id());
      for (PredictionOutcome outcome : PredictionOutcome.values()) {
        text.sample(counts.count(outcome), labels(version.id(), "outcome", outcome.label()));
      }
    }
    for (PredictionOutcome outcome : PredictionOutcome.values()) {
      text.sample(
          counters.unrouted().count(outcome),
          "model",
          "",
          "version",
          "",
          "outcome",
          outcome.label());
    }
    text.family("sluice_prediction_rows_total", "counter", "Instances predicted.");
    for (VersionFigures version : ready) {
      text.sample(counters.version(version.id()).rows.sum(), labels(version.id()));
    }
  }

  private void latency(Exposition text, List<VersionFigures> ready) {
    text.family(
        "sluice_prediction_duration_seconds",
        "histogram",
        "Time of successful requests from the choice of the version to the prediction, decoding"
            + " included.");
    for (VersionFigures version : ready) {
      LatencyBuckets latency = counters.version(version.id()).latency;
      long[] cumulative = latency.cumulative();
      for (int i = 0; i < cumulative.length; i++) {
        text.suffixed(
            "_bucket",
            Long.toString(cumulative[i]),
            labels(version.id(), "le", LatencyBuckets.BOUNDS.get(i)));
      }
      text.suffixed("_sum", Double.toString(latency.sumSeconds()), labels(version.id()));
      text.suffixed(
          "_count", Long.toString(cumulative[cumulative.length - 1]), labels(version.id()));
    }
  }

  private void batches(Exposition text, List<VersionFigures> ready) {
    text.family("sluice_batch_rows", "histogram", "Rows that were computed as one batch.");
    for (VersionFigures version : ready) {
      BatchBuckets batches = counters.version(version.id()).batches;
      long[] cumulative = batches.cumulative();
      for (int i = 0; i < cumulative.length; i++) {
        text.suffixed(
            "_bucket",
            Long.toString(cumulative[i]),
            labels(version.id(), "le", BatchBuckets.BOUNDS.get(i)));
      }
      text.suffixed("_sum", Long.toString(batches.sum()), labels(version.id()));
      text.suffixed(
          "_count", Long.toString(cumulative[cumulative.length - 1]), labels(version.id()));
    }
  }

  private void work(Exposition text, List<VersionFigures> ready) {
    text.family("sluice_predictions_in_flight", "gauge", "Requests that a model works on now.");
    TreeMap<String, Long> inFlight = new TreeMap<>();
    for (VersionFigures version : ready) {
      inFlight.merge(
          version.id().name().value(), counters.version(version.id()).inFlight.sum(), Long::sum);
    }
    inFlight.forEach((model, count) -> text.sample(count, "model", model));
    text.family(
        "sluice_predictions_queued", "gauge", "Requests that wait for their turn at a version.");
    for (VersionFigures version : ready) {
      text.sample(counters.version(version.id()).queued.sum(), labels(version.id()));
    }
    text.family(
        "sluice_predictions_refused_total",
        "counter",
        "Requests refused without being computed, to keep the others served.");
    for (VersionFigures version : ready) {
      for (Refusal reason : Refusal.values()) {
        text.sample(
            counters.version(version.id()).refusals.count(reason),
            labels(version.id(), "reason", reason.label()));
      }
    }
    text.family("sluice_leases", "gauge", "Users that keep a version in memory now.");
    for (VersionFigures version : ready) {
      text.sample(version.leases(), labels(version.id()));
    }
  }

  private void loads(Exposition text, Collection<ModelName> models) {
    List<ModelName> sorted =
        models.stream().sorted((a, b) -> a.value().compareTo(b.value())).toList();
    text.family("sluice_model_loads_total", "counter", "Attempts to load a version of a model.");
    for (ModelName model : sorted) {
      LoadCounters load = counters.load(model);
      text.sample(load.loaded.sum(), "model", model.value(), "outcome", "success");
      text.sample(load.failed.sum(), "model", model.value(), "outcome", "failure");
    }
    text.family(
        "sluice_model_load_duration_seconds",
        "summary",
        "Time of successful loads from the first byte read to the end of the warm-up.");
    for (ModelName model : sorted) {
      LoadCounters load = counters.load(model);
      text.suffixed("_sum", Double.toString(load.nanos.sum() / 1e9), "model", model.value());
      text.suffixed("_count", Long.toString(load.loaded.sum()), "model", model.value());
    }
  }

  private void versions(
      Exposition text, List<VersionFigures> versions, List<VersionFigures> ready) {
    text.family("sluice_models_loaded", "gauge", "Models that have a version which answers.");
    text.sample(ready.stream().map(version -> version.id().name()).distinct().count());
    text.family("sluice_versions", "gauge", "Versions known, by state.");
    for (String state : served.states()) {
      text.sample(
          versions.stream().filter(version -> version.state().equals(state)).count(),
          "state",
          state);
    }
    text.family("sluice_model_info", "gauge", "Constant 1: what answers under a version.");
    for (VersionFigures version : ready) {
      String digest = version.digest() == null ? "" : version.digest().value();
      text.sample(1, labels(version.id(), "digest", digest, "engine", version.engine()));
    }
  }

  private static String[] labels(ModelId id, String... more) {
    String[] labels = new String[4 + more.length];
    labels[0] = "model";
    labels[1] = id.name().value();
    labels[2] = "version";
    labels[3] = id.version().toString();
    System.arraycopy(more, 0, labels, 4, more.length);
    return labels;
  }
}
