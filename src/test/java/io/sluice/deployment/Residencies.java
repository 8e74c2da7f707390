package io.sluice.deployment;

import io.sluice.database.Sql;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What loads and unloads models of a folder, over a database of its own. */
public final class Residencies implements AutoCloseable {
  private final ModelRegistry registry;
  private final Workshop workshop;

  /**
   * Boots the models of a folder.
   *
   * @param data the data directory
   */
  public Residencies(ModelRegistry registry, Path models, Path data) {
    this.registry = registry;
    this.workshop = new Workshop(registry, data, TimeSource.SYSTEM, Map.of());
    workshop.boot(models);
    registry.booted();
  }

  /** The use case. */
  public Residency residency() {
    return workshop.residency;
  }

  /** Looks for what other servers changed, as the timer does. */
  public void follow() {
    workshop.follower.look();
  }

  /** The actions that the audit log has, each with its actor. */
  public List<String> audited() {
    return workshop.database.read(
        connection ->
            Sql.list(
                connection,
                "SELECT action, actor, object FROM audit_entry ORDER BY seq",
                row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3)));
  }

  @Override
  public void close() {
    registry.retireAll();
    workshop.close();
  }
}
