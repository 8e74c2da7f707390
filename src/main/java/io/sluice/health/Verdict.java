package io.sluice.health;

import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * What a check found out. Names in the data that are our own are written in camel case, which no
 * model's name is, so that they never meet one.
 *
 * @param up whether the check passes
 * @param data what it saw, in words for operators
 */
record Verdict(boolean up, Map<String, String> data) {
  private static final System.Logger LOG = System.getLogger(Verdict.class.getName());

  Verdict {
    // In the order of names: a copy of Map.copyOf would tell them in another order at every start.
    data = Collections.unmodifiableMap(new TreeMap<>(data));
  }

  /**
   * The answer to a probe. A check that fails is DOWN and says so: this server would answer a probe
   * whose check throws with a bare 500.
   */
  static HealthCheckResponse answer(String name, Supplier<Verdict> check) {
    Verdict verdict;
    try {
      verdict = check.get();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "The health check '" + name + "' failed", e);
      verdict = new Verdict(false, Map.of("checkFailed", e.getClass().getSimpleName()));
    }
    return new HealthCheckResponse(
        name,
        verdict.up ? HealthCheckResponse.Status.UP : HealthCheckResponse.Status.DOWN,
        Optional.of(new LinkedHashMap<>(verdict.data)));
  }
}
