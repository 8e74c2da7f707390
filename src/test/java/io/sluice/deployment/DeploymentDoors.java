package io.sluice.deployment;

import io.sluice.database.Database;
import io.sluice.model.ModelId;
import io.sluice.model.Requester;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;

/** What other rooms may use of this one, over a database and a registry of a test. */
public final class DeploymentDoors {
  private final Changes changes;
  private final Promotion promotion;
  private final VersionRemoval removal;

  /** Opens the doors; no alias is pinned. */
  public DeploymentDoors(Database database, ModelRegistry registry) {
    changes = new Changes(database);
    promotion =
        new Promotion(new AliasMoves(changes, registry, target -> false, TimeSource.SYSTEM));
    removal = new VersionRemoval(changes, registry);
  }

  /** The order of changes. */
  public Changes changes() {
    return changes;
  }

  /** Promotions. */
  public Promotion promotion() {
    return promotion;
  }

  /** Deletes a version. */
  public void remove(ModelId id) {
    removal.remove(id, Requester.ofServer("test"));
  }
}
