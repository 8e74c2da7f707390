package io.sluice.contract;

import java.util.List;
import java.util.stream.Stream;

/** Calls that provoke every answer of the four ways to ask for a prediction, by POST and GET. */
final class PredictCalls {
  static final String XML = "application/xml";
  static final String CSV = "text/csv";
  static final String HTML = "text/html";
  private static final List<String> ANSWERS = List.of(Contract.JSON, XML, CSV, HTML);

  private static final String QUERY =
      "?sepal_length=5.1&sepal_width=3.5&petal_length=1.4&petal_width=0.2";
  private static final String JSON_BODY = "{\"instances\":[[5.1,3.5,1.4,0.2],[6.7,3.0,5.2,2.3]]}";
  private static final String CSV_BODY =
      "sepal_length,sepal_width,petal_length,petal_width\r\n5.1,3.5,1.4,0.2\r\n";
  private static final String XML_BODY =
      "<instances><instance><sepal_length>5.1</sepal_length><sepal_width>3.5</sepal_width>"
          + "<petal_length>1.4</petal_length><petal_width>0.2</petal_width></instance></instances>";
  private static final int MORE_THAN_4_MIB = (4 << 20) + 1;

  private PredictCalls() {}

  /** All of them, against a server whose version 2 of iris failed and has the alias canary. */
  static Stream<Call> all() {
    String model = "/api/v1/models/iris";
    return Stream.of(
            way("ByModel", model + "/predict", "/api/v1/models/none/predict"),
            way("ByVersion", model + "/versions/1/predict", model + "/versions/9/predict"),
            way("ByAlias", model + "/aliases/production/predict", model + "/aliases/none/predict"),
            way("ByOperation", "/api/v1/predict_iris", "/api/v1/predict_nothing"),
            badNames(),
            notReady("ByVersion", model + "/versions/2/predict"),
            notReady("ByAlias", model + "/aliases/canary/predict"))
        .flatMap(calls -> calls);
  }

  private static Stream<Call> way(String suffix, String path, String nowhere) {
    return Stream.concat(
        posts("predict" + suffix, path, nowhere), gets("predictOne" + suffix, path, nowhere));
  }

  private static Stream<Call> posts(String operation, String path, String nowhere) {
    Stream<Call> good =
        ANSWERS.stream()
            .flatMap(
                answer ->
                    Stream.of(
                        json(operation, 200, path, answer, JSON_BODY),
                        json(operation, 200, path + "?top=1", answer, JSON_BODY),
                        Call.post(operation, 200, path, answer, CSV, CSV_BODY),
                        Call.post(operation, 200, path, answer, XML, XML_BODY)));
    Stream<Call> bad =
        Stream.of(
            json(operation, 400, path, Contract.JSON, "{\"instances\":[[5.1,\"x\",1e999]]}"),
            json(operation, 400, path, Contract.JSON, "{\"instances\":[{\"petal\":1}]}"),
            json(operation, 400, path, HTML, "{\"instances\":[["),
            json(operation, 400, path + "?top=0", Contract.JSON, JSON_BODY),
            Call.post(operation, 400, path, CSV, CSV, "petal\r\n1\r\n"),
            Call.post(operation, 400, path, XML, XML, "<instances>"),
            json(operation, 404, nowhere, Contract.JSON, JSON_BODY),
            Call.patch(operation, path),
            json(operation, 406, path, "image/png", JSON_BODY),
            json(operation, 413, path, Contract.JSON, " ".repeat(MORE_THAN_4_MIB)),
            Call.post(operation, 415, path, Contract.JSON, "application/pdf", "%PDF"));
    return Stream.concat(good, bad);
  }

  private static Stream<Call> gets(String operation, String path, String nowhere) {
    Stream<Call> good =
        ANSWERS.stream().map(answer -> Call.get(operation, 200, path + QUERY, answer));
    Stream<Call> bad =
        Stream.of(
            Call.get(operation, 400, path, Contract.JSON),
            Call.get(operation, 400, path + QUERY + "&petal=1", HTML),
            Call.get(operation, 400, path + QUERY + "&top=none", Contract.JSON),
            Call.get(operation, 404, nowhere + QUERY, Contract.JSON),
            Call.patch(operation, path),
            Call.get(operation, 406, path + QUERY, "image/png"));
    return Stream.concat(good, bad);
  }

  private static Stream<Call> badNames() {
    return Stream.of(
        Call.get("predictOneByModel", 404, "/api/v1/models/IRIS/predict" + QUERY, Contract.JSON),
        Call.get(
            "predictOneByVersion",
            404,
            "/api/v1/models/iris/versions/01/predict" + QUERY,
            Contract.JSON),
        Call.get(
            "predictOneByAlias",
            404,
            "/api/v1/models/iris/aliases/1st/predict" + QUERY,
            Contract.JSON));
  }

  private static Stream<Call> notReady(String suffix, String path) {
    return Stream.of(
        json("predict" + suffix, 503, path, Contract.JSON, JSON_BODY),
        Call.get("predictOne" + suffix, 503, path + QUERY, Contract.JSON));
  }

  private static Call json(String operation, int status, String path, String accept, String body) {
    return Call.post(operation, status, path, accept, Contract.JSON, body);
  }
}
