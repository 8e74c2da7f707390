package io.sluice.deployment;

import io.sluice.database.Work;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelId;
import io.sluice.model.Requester;
import io.sluice.model.ServingException;
import io.sluice.registry.ModelEntry;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Puts versions into production as a part of larger changes. */
public final class Promotion {
  private final AliasMoves moves;

  Promotion(AliasMoves moves) {
    this.moves = moves;
  }

  /**
   * Points {@code production} at a version that answers, in one transaction with what else changes.
   *
   * @param besides what else changes in the same transaction, after it; what it throws undoes all
   * @param then what follows in memory once production points there; must not fail
   * @throws ServingException if there is no such version, or it does not answer
   * @throws ChangeException if the configuration pins the alias
   */
  public void promote(
      ModelId to, Requester requester, Work<@Nullable Void> besides, Runnable then) {
    moves.set(
        new AliasTarget(to.name(), ModelEntry.PRODUCTION),
        to.version(),
        OptionalLong.empty(),
        requester,
        besides,
        then);
  }
}
