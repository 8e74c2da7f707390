package io.sluice.repository;

import io.sluice.database.Sql;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who changed something, and when.
 *
 * @param actor the name of the caller
 * @param requestId of the request that asked for it; null if none did
 * @param at cut to microseconds
 */
public record Origin(String actor, @Nullable String requestId, Instant at) {
  public Origin {
    at = Sql.stored(at);
  }
}
