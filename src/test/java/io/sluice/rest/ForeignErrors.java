package io.sluice.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the filter in front makes of a failure on a path of a foreign protocol. */
public final class ForeignErrors {
  private ForeignErrors() {}

  /** Answers a request whose servlet threw. */
  public static void answer(
      RuntimeException failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    FrontFilter.answerForeign(failure, request, response);
  }
}
