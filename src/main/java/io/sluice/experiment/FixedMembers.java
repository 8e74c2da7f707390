package io.sluice.experiment;

import io.sluice.traffic.Arm;
import io.sluice.traffic.ExperimentDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * What must not change while an experiment runs: what is known of an arm would be of something
 * else, or what counts as found would depend on what was seen.
 */
final class FixedMembers {
  private FixedMembers() {}

  /** The members of the new definition that differ in it. */
  static List<String> changed(ExperimentDefinition before, ExperimentDefinition after) {
    List<String> changed = new ArrayList<>();
    note(changed, "arms", !fixed(before.arms()).equals(fixed(after.arms())));
    note(changed, "control", !before.control().equals(after.control()));
    note(changed, "assignment", !before.rule().equals(after.rule()));
    note(changed, "metric", before.goal().metric() != after.goal().metric());
    note(changed, "minimumEffect", before.goal().minimumEffect() != after.goal().minimumEffect());
    note(changed, "significance", before.goal().significance() != after.goal().significance());
    return changed;
  }

  private static void note(List<String> changed, String member, boolean differs) {
    if (differs) {
      changed.add(member);
    }
  }

  private static List<String> fixed(List<Arm> arms) {
    return arms.stream()
        .map(arm -> arm.name() + " " + arm.version() + " " + arm.shadow())
        .sorted()
        .toList();
  }
}
