package io.sluice.repository;

import io.sluice.database.Sql;
import io.sluice.model.Alias;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Every change that any alias ever saw. */
public final class AliasHistory {
  private static final String SELECT =
      "SELECT id, model, alias, action, from_number, to_number, actor, request_id, changed_at"
          + " FROM alias_change ";

  private AliasHistory() {}

  /**
   * Changes of a model's aliases, the last first.
   *
   * @param before only those with a lower id: the last one of the page before; empty for the first
   * @param limit how many at most
   */
  public static List<AliasChange> page(
      Connection connection, ModelName model, OptionalLong before, int limit) throws SQLException {
    return Sql.list(
        connection,
        SELECT + "WHERE model = ? AND id < ? ORDER BY id DESC FETCH FIRST ? ROWS ONLY",
        AliasHistory::change,
        model.value(),
        before.orElse(Long.MAX_VALUE),
        limit);
  }

  /**
   * The version that an alias had before the one it has, and that may still be served. A roll-back
   * goes back like an undo, so the next one goes further back, not forth again.
   */
  public static Optional<ModelVersion> previous(Connection connection, AliasPointer pointer)
      throws SQLException {
    ModelVersion version = pointer.version();
    long before = Long.MAX_VALUE;
    while (true) {
      Optional<AliasChange> arrival = arrival(connection, pointer, version, before);
      if (arrival.isEmpty() || arrival.get().from() == null) {
        return Optional.empty();
      }
      version = Objects.requireNonNull(arrival.get().from());
      before = arrival.get().id();
      ModelId id = new ModelId(pointer.model(), version);
      boolean served =
          VersionCatalogue.find(connection, id)
              .filter(found -> found.state() == CommitState.COMMITTED)
              .isPresent();
      if (served && !version.equals(pointer.version())) {
        return Optional.of(version);
      }
    }
  }

  /** Notes a change, and tells its id. */
  static long add(
      Connection connection,
      AliasPointer alias,
      AliasChange.Action action,
      @Nullable Integer from,
      @Nullable Integer to,
      Origin origin)
      throws SQLException {
    return Sql.insert(
        connection,
        "INSERT INTO alias_change"
            + " (model, alias, action, from_number, to_number, actor, request_id, changed_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        alias.model().value(),
        alias.alias().value(),
        action.wireName(),
        from,
        to,
        origin.actor(),
        origin.requestId(),
        origin.at());
  }

  /** The last time, before a change, that an alias was set to a version other than by undoing. */
  private static Optional<AliasChange> arrival(
      Connection connection, AliasPointer pointer, ModelVersion version, long before)
      throws SQLException {
    return Sql.first(
        connection,
        SELECT
            + "WHERE model = ? AND alias = ? AND to_number = ? AND action = 'set' AND id < ?"
            + " ORDER BY id DESC FETCH FIRST 1 ROWS ONLY",
        AliasHistory::change,
        pointer.model().value(),
        pointer.alias().value(),
        version.number(),
        before);
  }

  private static AliasChange change(ResultSet row) throws SQLException {
    return new AliasChange(
        row.getLong("id"),
        new ModelName(row.getString("model")),
        new Alias(row.getString("alias")),
        AliasChange.Action.of(row.getString("action")),
        version(row, "from_number"),
        version(row, "to_number"),
        new Origin(
            row.getString("actor"), row.getString("request_id"), Sql.moment(row, "changed_at")));
  }

  private static @Nullable ModelVersion version(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? null : new ModelVersion(number);
  }
}
