package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;

/**
 * What precedes each buffer in ND4J's binary format ({@code BaseDataBuffer.readHeader}): the name
 * of an allocation mode, the number of values, the name of a type. Modes of ND4J before 1.0.0-beta
 * count in 32 bits, those since in 64.
 *
 * @param legacy whether a mode before 1.0.0-beta wrote it
 * @param length number of values, 0 or more
 * @param type name of ND4J's data type
 */
record ArrayHeader(boolean legacy, long length, String type) {

  static ArrayHeader read(EntryBytes in) throws IOException {
    String mode = in.readName(Reason.ARRAY_INVALID);
    boolean legacy =
        switch (mode) {
          case "LONG_SHAPE", "MIXED_DATA_TYPES" -> false;
          case "DIRECT", "HEAP", "JAVACPP" -> true;
          default ->
              throw in.rejected(
                  Reason.ARRAY_INVALID, "has the unknown allocation mode \"" + mode + "\"");
        };
    long length = legacy ? in.readInt() : in.readLong();
    if (length < 0) {
      throw in.rejected(Reason.ARRAY_LENGTH, "announces a negative length");
    }
    return new ArrayHeader(legacy, length, in.readName(Reason.ARRAY_INVALID));
  }
}
