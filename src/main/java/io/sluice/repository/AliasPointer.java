package io.sluice.repository;

import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;

/**
 * Where an alias points.
 *
 * @param revision rises with each change of any alias; no two states of an alias have the same
 */
public record AliasPointer(ModelName model, Alias alias, ModelVersion version, long revision) {}
