package io.sluice.experiment;

import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.traffic.StoredExperiment;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One state of one experiment, as an {@code ETag} names it: {@code "7.2"} is the second of the
 * experiment 7.
 *
 * @param experiment its id
 * @param number its revision
 */
record Revision(long experiment, int number) {
  private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\\.(\\d{1,9})\"");

  static Revision of(StoredExperiment stored) {
    return new Revision(stored.id(), stored.revision());
  }

  /**
   * The state that a caller wants to change; empty if he does not care.
   *
   * @throws ServingException if it is none that this server gave
   */
  static Optional<Revision> expected(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return Optional.empty();
    }
    Matcher tag = TAG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw new ServingException(
          Kind.INVALID_PARAMETER, "If-Match must be an ETag that this server gave, as in \"7.2\"");
    }
    return Optional.of(new Revision(Long.parseLong(tag.group(1)), Integer.parseInt(tag.group(2))));
  }

  /** Whether it is the state that an experiment is in. */
  boolean isOf(StoredExperiment stored) {
    return equals(of(stored));
  }

  /** The {@code ETag}. */
  String tag() {
    return "\"" + experiment + "." + number + "\"";
  }
}
