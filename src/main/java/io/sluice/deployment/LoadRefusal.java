package io.sluice.deployment;

import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody is told who waits for a version that cannot be loaded. */
final class LoadRefusal {
  private LoadRefusal() {}

  /** Something is wrong with the version. */
  static ChangeException of(@Nullable String reason, Exception cause) {
    return new ChangeException(
        Kind.ARCHIVE_REJECTED, "LOAD_FAILED", String.valueOf(reason), List.of(), cause);
  }

  /**
   * JavaCPP throws the error when native memory is short: this version is too large, others are
   * not.
   */
  static ChangeException of(OutOfMemoryError cause) {
    return new ChangeException(
        Kind.INSUFFICIENT_MEMORY, "the server lacks the memory to load the model", cause);
  }
}
