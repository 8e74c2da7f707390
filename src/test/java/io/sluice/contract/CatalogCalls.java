package io.sluice.contract;

import java.util.stream.Stream;

/** Calls that provoke the answers of everything that can only be read. */
final class CatalogCalls {
  private static final String MODELS = "/api/v1/models";

  private CatalogCalls() {}

  /** All of them, against a server whose version 2 of iris failed. */
  static Stream<Call> all() {
    return Stream.of(
            ours("listModels", MODELS, Contract.JSON),
            ours("getModel", MODELS + "/iris", Contract.JSON),
            ours("listVersions", MODELS + "/iris/versions", Contract.JSON),
            ours("getVersion", MODELS + "/iris/versions/1", Contract.JSON),
            ours("getAlias", MODELS + "/iris/aliases/production", Contract.JSON),
            ours("getModelContract", MODELS + "/iris/openapi.json", Contract.JSON),
            ours("getInfo", "/api/v1/info", Contract.JSON),
            ours("getContract", "/api/v1/openapi.yaml", "application/yaml"),
            ours("getDescriptorSchema", "/api/v1/model.schema.json", "application/schema+json"),
            ours("listEvaluations", MODELS + "/iris/versions/1/evaluations", Contract.JSON),
            ours("listExperiments", MODELS + "/iris/experiments", Contract.JSON),
            ours("getLiveFigures", MODELS + "/iris/versions/1/live", Contract.JSON),
            badNames(),
            judged(),
            probes())
        .flatMap(calls -> calls);
  }

  private static Stream<Call> ours(String operation, String path, String type) {
    return Stream.of(
        Call.get(operation, 200, path, type),
        Call.get(operation, 200, path, "*/*"),
        Call.patch(operation, path),
        Call.get(operation, 406, path, "image/png"));
  }

  private static Stream<Call> badNames() {
    return Stream.of(
        Call.get("getVersion", 200, MODELS + "/iris/versions/2", Contract.JSON),
        Call.get("getModel", 404, MODELS + "/IRIS", Contract.JSON),
        Call.get("getModel", 404, MODELS + "/none", Contract.JSON),
        Call.get("listVersions", 404, MODELS + "/IRIS/versions", Contract.JSON),
        Call.get("listVersions", 404, MODELS + "/none/versions", Contract.JSON),
        Call.get("getVersion", 404, MODELS + "/iris/versions/one", Contract.JSON),
        Call.get("getVersion", 404, MODELS + "/iris/versions/9", Contract.JSON),
        Call.get("getVersion", 404, MODELS + "/none/versions/1", Contract.JSON),
        Call.get("getAlias", 404, MODELS + "/iris/aliases/none", Contract.JSON),
        Call.get("getModelContract", 404, MODELS + "/IRIS/openapi.json", Contract.JSON),
        Call.get("getModelContract", 404, MODELS + "/none/openapi.json", Contract.JSON));
  }

  private static Stream<Call> judged() {
    String experiment = MODELS + "/iris/experiment";
    String evaluation = MODELS + "/iris/evaluations/9";
    return Stream.of(
        Call.get("listEvaluations", 404, MODELS + "/none/versions/1/evaluations", Contract.JSON),
        Call.get("getEvaluation", 404, evaluation, Contract.JSON),
        Call.patch("getEvaluation", evaluation),
        Call.get("getEvaluation", 406, evaluation, "image/png"),
        Call.get("getExperiment", 404, experiment, Contract.JSON),
        Call.patch("getExperiment", experiment),
        Call.get("getExperiment", 406, experiment, "image/png"),
        Call.get("listExperiments", 400, MODELS + "/iris/experiments?limit=x", Contract.JSON),
        Call.get("listExperiments", 404, MODELS + "/none/experiments", Contract.JSON),
        Call.get("getLiveFigures", 400, MODELS + "/iris/versions/1/live?window=2y", Contract.JSON),
        Call.get("getLiveFigures", 404, MODELS + "/iris/versions/9/live", Contract.JSON));
  }

  private static Stream<Call> probes() {
    return Stream.of(
        Call.get("getHealth", 200, "/health", Contract.JSON),
        Call.get("getHealthStarted", 200, "/health/started", Contract.JSON),
        Call.get("getHealthReady", 200, "/health/ready", Contract.JSON),
        Call.get("getHealthLive", 200, "/health/live", Contract.JSON),
        Call.get("getMetrics", 200, "/metrics?scope=application", "text/plain"),
        Call.get("getMetrics", 404, "/metrics?scope=none", "text/plain"),
        Call.get("getMetrics", 406, "/metrics?scope=application", Contract.JSON));
  }
}
