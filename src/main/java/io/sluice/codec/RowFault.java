package io.sluice.codec;

import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ServingException;
import io.sluice.model.Violation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the row of a long table that broke a rule. */
final class RowFault {
  private static final Pattern POINTER = Pattern.compile("/instances/([0-9]{1,9})(?:/(.*))?");

  private RowFault() {}

  /**
   * The first fault of a part, with the number that its row has in the whole table.
   *
   * @param before rows of the parts before
   */
  static ServingException of(InvalidInstancesException e, long before) {
    Violation first = e.violations().get(0);
    Matcher pointer = POINTER.matcher(first.pointer());
    String place =
        pointer.matches()
            ? "row %d%s: "
                .formatted(
                    before + 1 + Long.parseLong(pointer.group(1)),
                    pointer.group(2) == null ? "" : ", " + pointer.group(2))
            : "";
    return new ServingException(e.kind(), place + first.detail(), e);
  }
}
