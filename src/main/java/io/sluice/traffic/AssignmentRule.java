package io.sluice.traffic;

/** What a request is assigned to an arm by: the same key always comes to the same arm. */
public sealed interface AssignmentRule {
  /** The value of a request header: a customer's number, say. */
  record ByHeader(String name) implements AssignmentRule {}

  /** The value that the first instance has in an input field. */
  record ByField(String name) implements AssignmentRule {}

  /** Whoever asks: his API key, or the subject of his token. */
  record ByCaller() implements AssignmentRule {}

  /** Nothing: each request is assigned anew. */
  record AtRandom() implements AssignmentRule {}
}
