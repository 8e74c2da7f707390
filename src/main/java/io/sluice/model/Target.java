package io.sluice.model;

/** Whom a caller asks: a model, one of its versions, an alias, or an operation by its name. */
public sealed interface Target {
  /** The live version of a model, whichever that is when the request arrives. */
  record Live(ModelName model) implements Target {}

  /** Exactly this version. */
  record Pinned(ModelId id) implements Target {}

  /** The version that an alias of the model points at. */
  record Aliased(ModelName model, Alias alias) implements Target {}

  /** The live version of the model whose descriptor names this operation. */
  record Operation(OperationName operation) implements Target {}
}
