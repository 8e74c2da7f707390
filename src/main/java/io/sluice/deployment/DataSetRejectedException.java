package io.sluice.deployment;

/** A data set that a version cannot be measured on, with the reason that whoever pushes reads. */
final class DataSetRejectedException extends Exception {
  private static final long serialVersionUID = 1;

  DataSetRejectedException(String reason) {
    super(reason);
  }

  DataSetRejectedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
