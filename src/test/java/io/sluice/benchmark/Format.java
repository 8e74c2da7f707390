package io.sluice.benchmark;

/** How a request and its answer are written. */
enum Format {
  /** {@code {"instances":[[...]]}}. */
  JSON("application/json", "application/json");

  private final String contentType;
  private final String accept;

  Format(String contentType, String accept) {
    this.contentType = contentType;
    this.accept = accept;
  }

  /** What the body of a request is. */
  String contentType() {
    return contentType;
  }

  /** What the answer should be. */
  String accept() {
    return accept;
  }

  /** One request of a network. */
  byte[] body(Subject subject) {
    return subject.json().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
