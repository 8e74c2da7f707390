package io.sluice.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a figure needs of one instance whose outcome is known.
 *
 * @param arm that answered; null outside of experiments
 * @param unit what it was assigned by; see {@link io.sluice.traffic.Route#unit}
 * @param output the probability of each label, or the predicted quantity; not to be written
 * @param classIndex the true class among the labels; -1 if the outcome is a quantity
 * @param quantity the true one; 0 if the outcome is a class
 */
@SuppressWarnings("ArrayRecordComponent") // Made for every row of a query, read at once.
record StoredOutcome(
    @Nullable String arm, long unit, float[] output, int classIndex, double quantity) {
  static final String COLUMNS = "arm, unit, output, class_index, quantity";
  private static final int NO_CLASS = -1;

  /** Reads {@link #COLUMNS}. */
  static StoredOutcome read(ResultSet row) throws SQLException {
    int index = row.getInt("class_index");
    boolean quantity = row.wasNull();
    return new StoredOutcome(
        row.getString("arm"),
        row.getLong("unit"),
        Floats.of(row.getBytes("output")),
        quantity ? NO_CLASS : index,
        row.getDouble("quantity"));
  }

  boolean isClass() {
    return classIndex != NO_CLASS;
  }

  /** Whether the most probable class, the first of equals, is the true one. */
  boolean isHit() {
    int best = 0;
    for (int c = 1; c < output.length; c++) {
      if (output[c] > output[best]) {
        best = c;
      }
    }
    return best == classIndex;
  }

  /** How much more was predicted than came true; of a quantity. */
  double error() {
    return output[0] - quantity;
  }
}
