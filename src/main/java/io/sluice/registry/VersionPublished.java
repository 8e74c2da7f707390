package io.sluice.registry;

import io.sluice.model.ModelId;

/** CDI event: a version answers from now on. */
public record VersionPublished(ModelId id) {}
