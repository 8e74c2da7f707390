package io.sluice.tensorflow;

import io.sluice.model.ProtocolException;
import io.sluice.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The route table: every path of the protocol, and who answers it. */
final class Routes {
  /** Refuses everything. */
  static final Routes NONE = new Routes(List.of());

  private static final int BAD_REQUEST = 400;
  private static final int MOST_KNOWN = 1024;
  private static final String MODELS = "/v1/models";
  private static final String MODEL = MODELS + "/{model}";
  private static final List<String> SELECTIONS =
      List.of(MODEL, MODEL + "/versions/{version}", MODEL + "/labels/{label}");

  private final List<Route> table;
  private final Map<String, Match> known = new ConcurrentHashMap<>();

  private Routes(List<Route> table) {
    this.table = List.copyOf(table);
  }

  /**
   * The table.
   *
   * @param list answers for the models
   * @param status answers for states
   * @param metadata answers for signatures
   * @param verbs what answers the predictions, by the verb behind the colon
   */
  static Routes of(Handler list, Handler status, Handler metadata, Map<String, Handler> verbs) {
    List<Route> table = new ArrayList<>();
    table.add(new Route("GET", MODELS, Role.PREDICT, list));
    for (String selection : SELECTIONS) {
      table.add(new Route("GET", selection, Role.PREDICT, status));
      table.add(new Route("GET", selection + "/metadata", Role.PREDICT, metadata));
      verbs.forEach(
          (verb, handler) ->
              table.add(new Route("POST", selection + ":" + verb, Role.PREDICT, handler)));
    }
    return new Routes(table);
  }

  /** Every route. */
  List<Route> table() {
    return table;
  }

  /**
   * The route of a request.
   *
   * @param path as it came, still encoded
   * @throws ProtocolException if there is none: 400, as the protocol has it for wrong methods too
   * @throws io.sluice.model.ServingException if the path names what cannot be there
   */
  Match find(String method, String path) {
    String key = method + ' ' + path;
    Match match = known.get(key);
    if (match != null) {
      return match;
    }
    match = search(method, path);
    // Paths are the callers' text: no more of them than there may be versions in use.
    if (known.size() < MOST_KNOWN) {
      known.put(key, match);
    }
    return match;
  }

  private Match search(String method, String path) {
    try {
      for (Route route : table) {
        Match match = Match.of(route, method, path);
        if (match != null) {
          return match;
        }
      }
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    throw malformed();
  }

  private static ProtocolException malformed() {
    return new ProtocolException(
        BAD_REQUEST,
        "Malformed request: there is no such method and path under /v1/models; see"
            + " src/docs/protocols/tensorflow.md.");
  }
}
