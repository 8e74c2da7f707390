package io.sluice.registry;

import io.sluice.model.ModelId;

/** CDI event: a version answers no more; requests that hold a lease still end on it. */
public record VersionRetired(ModelId id) {}
