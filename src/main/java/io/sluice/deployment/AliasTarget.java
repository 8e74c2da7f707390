package io.sluice.deployment;

import io.sluice.model.Alias;
import io.sluice.model.ModelName;

/** An alias of a model. */
record AliasTarget(ModelName model, Alias alias) {
  @Override
  public String toString() {
    return model + "/aliases/" + alias;
  }
}
