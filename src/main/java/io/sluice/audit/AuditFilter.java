package io.sluice.audit;

import io.sluice.model.ModelName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to show.
 *
 * @param models only those about one of these; empty shows all, also those about no model
 * @param actor only those of this caller; null shows all
 * @param action only those of this action; null shows all
 */
public record AuditFilter(Set<ModelName> models, @Nullable String actor, @Nullable String action) {
  /** Shows all. */
  public static final AuditFilter ALL = new AuditFilter(Set.of(), null, null);

  public AuditFilter {
    models = Set.copyOf(models);
  }
}
