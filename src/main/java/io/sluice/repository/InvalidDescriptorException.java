package io.sluice.repository;

import java.util.List;

/** A {@code model.json} that breaks its rules: every problem found, not only the first. */
public final class InvalidDescriptorException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  InvalidDescriptorException(List<String> problems) {
    super("model.json: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem as a sentence that begins with a pointer to the place. */
  public List<String> problems() {
    return problems;
  }
}
