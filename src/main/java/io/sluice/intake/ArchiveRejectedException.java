package io.sluice.intake;

import java.io.IOException;

/**
 * A model archive that may not be loaded. The message is one sentence for people: it names the
 * entry and what is wrong with it, and never a path of the machine.
 *
 * <p>An {@link IOException}, so that it passes unchanged through the streams and parsers between
 * the check that fails and the caller who asked.
 */
public final class ArchiveRejectedException extends IOException {
  private static final long serialVersionUID = 1;

  /** What the entry is called when the fault lies in the archive as a whole. */
  static final String WHOLE = "archive";

  private final Reason reason;
  private final String entry;

  ArchiveRejectedException(Reason reason, String entry, String detail) {
    super(entry + ": " + detail);
    this.reason = reason;
    this.entry = entry;
  }

  /** Why, in a closed list. */
  public Reason reason() {
    return reason;
  }

  /** The entry at fault as named in the archive, or {@code archive} for the file as a whole. */
  public String entry() {
    return entry;
  }

  /** Why an archive was refused. */
  public enum Reason {
    /** A link, a directory, a device: anything but a regular file. */
    NOT_A_REGULAR_FILE,
    /** The file is larger than the cap. */
    ARCHIVE_TOO_LARGE,
    /** The file changed while it was read: a copy in progress. */
    ARCHIVE_CHANGED,
    /** Not a zip file, or one that is cut off. */
    NOT_A_ZIP,
    /** The zip's two descriptions of itself differ, or bytes belong to neither. */
    ZIP_INCONSISTENT,
    /** A zip feature that DL4J never writes: zip64, encryption, comments, other methods. */
    ZIP_UNSUPPORTED,
    /** An entry that is not on the list of names. */
    ENTRY_UNEXPECTED,
    /** The same entry twice. */
    ENTRY_DUPLICATE,
    /** An entry that every archive must have. */
    ENTRY_MISSING,
    /** An entry, or all of them together, inflate to more than the cap. */
    ENTRY_TOO_LARGE,
    /** An entry's bytes do not inflate to what was announced. */
    ENTRY_CORRUPT,
    /** The configuration is not the JSON of a network. */
    CONFIGURATION_INVALID,
    /** The configuration is too long, too deep or has too many tokens. */
    CONFIGURATION_TOO_LARGE,
    /** The configuration names a class outside DL4J's own vocabulary. */
    CONFIGURATION_CLASS,
    /** A layer, a kernel or an array in the configuration is larger than the ceiling. */
    CONFIGURATION_CEILING,
    /** The configuration asks for parameters that the archive says it does not have. */
    PARAMETERS_MISSING,
    /** More parameters than the ceiling. */
    PARAMETERS_TOO_MANY,
    /** An array's header or shape is not one that ND4J writes for a row vector. */
    ARRAY_INVALID,
    /** An array of a type that cannot hold parameters or statistics. */
    ARRAY_TYPE,
    /** An array's announced length is not the number of values that are there. */
    ARRAY_LENGTH,
    /** An array holds NaN or an infinity. */
    ARRAY_NOT_FINITE,
    /** The normaliser is not what ND4J writes. */
    NORMALIZER_INVALID,
    /** A type of normaliser that is never loaded: CUSTOM runs code that the archive names. */
    NORMALIZER_UNSUPPORTED,
    /** Not the bytes of a model in ONNX's format, or cut off. */
    GRAPH_MALFORMED,
    /** More nodes, tensors, names or graphs within each other than the ceiling. */
    GRAPH_TOO_LARGE,
    /** An IR version or operator set that ONNX Runtime does not have. */
    GRAPH_VERSION,
    /** An operator that is not served: off the list, endless, or with chance in it. */
    GRAPH_OPERATOR,
    /** Functions, training, sparse tensors: parts of ONNX that are not served. */
    GRAPH_UNSUPPORTED,
    /** Values that would be read from another file. */
    GRAPH_EXTERNAL_DATA,
    /** Weights of a type that is not served, or of another than they say. */
    WEIGHTS_TYPE,
    /** Weights that are not as many as their axes say. */
    WEIGHTS_LENGTH,
    /** Weights hold NaN or an infinity. */
    WEIGHTS_NOT_FINITE,
    /** An input or output that cannot be asked for or answered: no tensor of numbers. */
    SIGNATURE_UNSUPPORTED,
    /** Not an HDF5 file, cut off, or not one file by itself. */
    HDF5_MALFORMED,
    /** A Keras model that cannot be converted, or may not be. */
    KERAS_REJECTED,
    /** The machine has no memory for the parameters. */
    OUT_OF_MEMORY
  }
}
