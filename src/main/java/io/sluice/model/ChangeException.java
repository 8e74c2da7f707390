package io.sluice.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A change of what is served that was refused, for a reason that the caller may know. */
public class ChangeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final @Nullable String reason;
  private final transient List<Violation> differences;

  /**
   * @param kind what went wrong, in the closed list of the contract
   * @param message a sentence for the caller: no path, class name or secret of the server
   */
  public ChangeException(Kind kind, String message) {
    this(kind, null, message, List.of(), null);
  }

  /**
   * @param cause for the log only; callers never see it
   */
  public ChangeException(Kind kind, String message, Throwable cause) {
    this(kind, null, message, List.of(), cause);
  }

  /**
   * @param reason a word in capitals that a program can act on, such as {@code ENTRY_DUPLICATE};
   *     null if the kind says all
   * @param differences what is wrong, field by field; may be empty
   * @param cause for the log only; may be null
   */
  public ChangeException(
      Kind kind,
      @Nullable String reason,
      String message,
      List<Violation> differences,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.reason = reason;
    this.differences = List.copyOf(differences);
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** A word that a program can act on; null if the kind says all. */
  public @Nullable String reason() {
    return reason;
  }

  /** What is wrong, field by field. */
  public List<Violation> differences() {
    return differences;
  }

  /** The failures of changes; each has one status and one problem type in the contract. */
  public enum Kind {
    /** 404: nobody knows of such a push. */
    PUSH_NOT_FOUND,
    /** 404: nobody knows of such a key. */
    KEY_NOT_FOUND,
    /** 404: nobody knows of such an evaluation. */
    EVALUATION_NOT_FOUND,
    /** 404: no such prediction is remembered. */
    PREDICTION_NOT_FOUND,
    /** 409: another outcome of the instance was told before. */
    FEEDBACK_CONFLICT,
    /** 404: the model has no experiment, or none that runs. */
    EXPERIMENT_NOT_FOUND,
    /** 409: what an experiment that runs has found so far forbids the change. */
    EXPERIMENT_CONFLICT,
    /** 422: the arms cannot be compared so. */
    EXPERIMENT_REJECTED,
    /** 409: the number is taken by other bytes. */
    VERSION_CONFLICT,
    /** 409: an alias or an experiment needs the version. */
    VERSION_IN_USE,
    /** 409: the version did not pass its gate. */
    VERSION_HELD,
    /** 409: the version takes or gives something else than the live one. */
    SIGNATURE_BROKEN,
    /** 409: the configuration says where the alias points. */
    ALIAS_PINNED,
    /** 409: there is no earlier production version. */
    NOTHING_TO_ROLL_BACK,
    /** 412: the resource is not as the caller believes. */
    PRECONDITION_FAILED,
    /** 422: the bytes are no model that may be served. */
    ARCHIVE_REJECTED,
    /** 422: the bytes are not those that the caller announced. */
    DIGEST_MISMATCH,
    /** 422: the manifest or its signature does not hold. */
    SIGNATURE_REJECTED,
    /** 503: as many models are being examined as may be. */
    PUSH_BUSY,
    /** 503: as many evaluations run or wait as may be. */
    EVALUATION_BUSY,
    /** 503: the database does not answer. */
    DATABASE_UNAVAILABLE,
    /** 507: the disk has no room. */
    INSUFFICIENT_STORAGE,
    /** 507: the memory has no room beside what serves. */
    INSUFFICIENT_MEMORY;

    /** The name used in problem types: {@code version-conflict}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
