package io.sluice.experiment;

import static io.sluice.codec.JsonTree.boundOrNull;
import static io.sluice.codec.JsonTree.object;

import io.sluice.evaluation.sequential.ArmSample;
import io.sluice.evaluation.sequential.Comparison;
import io.sluice.evaluation.sequential.UnitMean;
import io.sluice.traffic.Arm;
import io.sluice.traffic.ArmSnapshot;
import io.sluice.traffic.DefinitionForm;
import io.sluice.traffic.ExperimentState;
import io.sluice.traffic.ShadowCounts;
import io.sluice.traffic.StoredExperiment;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Experiments as the contract writes them. */
final class ReportForm {
  private static final double PERCENT = 100;

  private ReportForm() {}

  /** All there is to tell of an experiment. */
  static Map<String, Object> of(ExperimentReport report) {
    StoredExperiment stored = report.stored();
    Judgement judgement = report.judgement();
    boolean runs = stored.state() == ExperimentState.RUNNING;
    return object(
        "model", stored.model().value(),
        "id", stored.id(),
        "state", stored.state().wireName(),
        "revision", stored.revision(),
        "createdAt", stored.createdAt().toString(),
        "createdBy", stored.createdBy(),
        "endedAt", text(stored.endedAt()),
        "outcome", stored.outcome(),
        // What came of one that ended stands, whatever is told of it later.
        "verdict", runs ? judgement.text() : stored.outcome(),
        "winner", runs ? judgement.verdict().flatMap(one -> one.winner()).orElse(null) : null,
        "assignmentPValue", number(judgement.assignmentPValue()),
        "arms", stored.definition().arms().stream().map(arm -> arm(report, arm)).toList(),
        "definition", DefinitionForm.of(stored.definition()));
  }

  /** What a list of experiments tells of one. */
  static Map<String, Object> brief(StoredExperiment stored) {
    return object(
        "id", stored.id(),
        "state", stored.state().wireName(),
        "revision", stored.revision(),
        "createdAt", stored.createdAt().toString(),
        "createdBy", stored.createdBy(),
        "endedAt", text(stored.endedAt()),
        "outcome", stored.outcome(),
        "definition", DefinitionForm.of(stored.definition()));
  }

  private static Map<String, Object> arm(ExperimentReport report, Arm arm) {
    ArmSnapshot exposure = report.exposure(arm.name());
    UnitMean mean = report.judgement().means().get(arm.name());
    return object(
        "name", arm.name(),
        "version", arm.version().toString(),
        "weight", boundOrNull(arm.weight() * PERCENT / Arm.WHOLE),
        "requests", exposure.requests(),
        "instances", exposure.rows(),
        "failures", exposure.failures(),
        "fallbacks", exposure.fallbacks(),
        "units", report.running() == null ? null : report.running().units(arm.name()),
        "labels", mean == null ? null : mean.values(),
        "coverage",
            mean == null || exposure.rows() == 0
                ? null
                : Math.min(1, (double) mean.values() / exposure.rows()),
        "metric", mean == null || mean.values() == 0 ? null : metric(report, arm, mean),
        "comparison", comparison(report, arm),
        "lastMinute", minute(report, arm),
        "breach", breach(report, arm).orElse(null),
        "shadow", arm.shadow() ? shadow(report, arm) : null);
  }

  private static Map<String, Object> metric(ExperimentReport report, Arm arm, UnitMean mean) {
    ArmSample sample = report.judgement().samples().get(arm.name());
    OptionalDouble radius =
        sample == null ? OptionalDouble.empty() : sample.radius(report.judgement().rule());
    return object(
        "name", report.judgement().rule().metric(),
        "mean", mean.mean(),
        "lower", radius.isPresent() ? mean.mean() - radius.getAsDouble() : null,
        "upper", radius.isPresent() ? mean.mean() + radius.getAsDouble() : null,
        "units", mean.units());
  }

  private static @Nullable Map<String, Object> comparison(ExperimentReport report, Arm arm) {
    return report
        .judgement()
        .verdict()
        .flatMap(
            verdict ->
                verdict.comparisons().stream()
                    .filter(one -> one.arm().equals(arm.name()))
                    .findFirst())
        .map(ReportForm::comparison)
        .orElse(null);
  }

  private static Map<String, Object> comparison(Comparison comparison) {
    return object(
        "difference", comparison.difference(),
        "lower", boundOrNull(comparison.lower()),
        "upper", boundOrNull(comparison.upper()),
        "pValue", comparison.pValue(),
        "conclusion", comparison.conclusion().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        "labelsNeeded", comparison.labelsNeeded());
  }

  private static @Nullable Map<String, Object> minute(ExperimentReport report, Arm arm) {
    ArmSnapshot minute = arm.shadow() ? null : report.lastMinute().get(arm.name());
    return minute == null
        ? null
        : object(
            "requests", minute.requests(),
            "errorRate", minute.errorRate(),
            "latencyP99Millis", number(minute.p99Millis()));
  }

  private static Optional<String> breach(ExperimentReport report, Arm arm) {
    ArmSnapshot minute = arm.shadow() ? null : report.lastMinute().get(arm.name());
    return minute == null
        ? Optional.empty()
        : Breach.of(report.stored().definition().guardrails(), minute);
  }

  private static Map<String, Object> shadow(ExperimentReport report, Arm arm) {
    if (report.running() == null) {
      return object("requests", 0, "instances", 0, "failures", 0, "dropped", 0);
    }
    ShadowCounts counts = report.running().shadowed(arm.name());
    boolean any = counts.rows() > 0;
    return object(
        "requests", counts.requests(),
        "instances", counts.rows(),
        "failures", counts.failures(),
        "dropped", counts.dropped(),
        "agreementRate", any ? (double) counts.agreed() / counts.rows() : null,
        "largestDifference", any ? counts.largestDifference() : null);
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }
}
