package io.sluice.deployment;

import io.sluice.model.ModelVersion;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which versions of a model are kept loaded: {@code all}, {@code latest:3}, or listed ones ({@code
 * 1,4}). A version that an alias points at is loaded whatever the policy says.
 */
final class LoadPolicy {
  private static final Pattern LATEST = Pattern.compile("latest:([1-9][0-9]{0,3})");

  private final int latest;
  private final Set<ModelVersion> listed;

  private LoadPolicy(int latest, Set<ModelVersion> listed) {
    this.latest = latest;
    this.listed = Set.copyOf(listed);
  }

  /**
   * Reads a policy.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static LoadPolicy parse(String text) {
    if (text.equals("all")) {
      return new LoadPolicy(Integer.MAX_VALUE, Set.of());
    }
    var matcher = LATEST.matcher(text);
    if (matcher.matches()) {
      return new LoadPolicy(Integer.parseInt(matcher.group(1)), Set.of());
    }
    try {
      return new LoadPolicy(
          0,
          Stream.of(text.split(",", -1))
              .map(String::strip)
              .map(ModelVersion::parse)
              .collect(Collectors.toSet()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no policy: it must be all, latest:<number> or versions, as in 1,4", e);
    }
  }

  /** Those of the versions that are to be loaded. */
  Set<ModelVersion> wanted(Collection<ModelVersion> versions, Collection<ModelVersion> aliased) {
    Set<ModelVersion> wanted =
        versions.stream()
            .sorted(Comparator.reverseOrder())
            .limit(latest)
            .collect(Collectors.toCollection(TreeSet::new));
    versions.stream()
        .filter(version -> listed.contains(version) || aliased.contains(version))
        .forEach(wanted::add);
    return wanted;
  }
}
