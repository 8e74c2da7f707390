package io.sluice.codec;

import io.sluice.model.InstancesBuilder;

/** What the columns of a table mean for a model: found once, from the header row. */
interface CsvColumns {
  /**
   * Reads the header: a column that is unknown, comes twice or is missing is recorded here, against
   * the first instance, and not again for each row.
   */
  static CsvColumns of(CsvRow header, InstancesBuilder builder) {
    return builder.signature().takesTensors()
        ? new CsvTensorColumns(header, builder)
        : new CsvFeatureColumns(header, builder);
  }

  /** Reads the cells of a row as wide as the header into the present instance. */
  void read(CsvRow row);
}
