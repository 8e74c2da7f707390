package io.sluice.deployment;

import io.sluice.codec.OutcomeValues;
import io.sluice.model.ModelDescriptor.Golden;
import io.sluice.model.Predictor;
import io.sluice.model.ServingException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks a loaded version what its descriptor knows the answer to. A version that answers otherwise
 * is another model than it says, or is computed wrongly here; it must not serve.
 */
final class GoldenCheck {
  /** The difference allowed to a number, relative to the number or to 1 if that is larger. */
  static final double TOLERANCE = 1e-4;

  private GoldenCheck() {}

  /**
   * Compares all answers; only members that the descriptor states are compared.
   *
   * @throws VersionRejectedException at the first answer that differs
   */
  static void check(Predictor predictor, List<Golden> goldens) throws VersionRejectedException {
    for (int i = 0; i < goldens.size(); i++) {
      Golden golden = goldens.get(i);
      Object answer = answer(predictor, golden, i);
      if (!matches(golden.prediction(), answer)) {
        throw new VersionRejectedException(
            "golden prediction %d: expected %s, got %s".formatted(i, golden.prediction(), answer));
      }
    }
  }

  private static Object answer(Predictor predictor, Golden golden, int index)
      throws VersionRejectedException {
    try {
      return OutcomeValues.of(predictor.predict(List.of(golden.instance())), 0);
    } catch (ServingException e) {
      throw new VersionRejectedException(
          "golden prediction %d: %s".formatted(index, e.getMessage()), e);
    }
  }

  private static boolean matches(@Nullable Object expected, @Nullable Object answer) {
    if (expected instanceof Map<?, ?> members) {
      return answer instanceof Map<?, ?> given
          && members.entrySet().stream()
              .allMatch(member -> matches(member.getValue(), given.get(member.getKey())));
    }
    if (expected instanceof List<?> list) {
      return answer instanceof List<?> given && matchAll(list, given);
    }
    if (expected instanceof Number number) {
      return answer instanceof Number given && close(number.doubleValue(), given.doubleValue());
    }
    return Objects.equals(expected, answer);
  }

  private static boolean matchAll(List<?> expected, List<?> given) {
    if (expected.size() != given.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!matches(expected.get(i), given.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean close(double expected, double given) {
    return Math.abs(expected - given) <= TOLERANCE * Math.max(1, Math.abs(expected));
  }
}
