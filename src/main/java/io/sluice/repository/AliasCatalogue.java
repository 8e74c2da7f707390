package io.sluice.repository;

import io.sluice.database.Sql;
import io.sluice.model.Alias;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the aliases of all models point. Each change may be bound to the state that its caller
 * knows, by that state's revision: another state is refused with {@code PRECONDITION_FAILED}. Every
 * method works within the caller's transaction.
 */
public final class AliasCatalogue {
  /** The revision to expect of an alias that must not exist yet. */
  public static final long ABSENT = 0;

  private static final String SELECT = "SELECT model, alias, number, revision FROM model_alias ";

  private AliasCatalogue() {}

  /** Where an alias points. */
  public static Optional<AliasPointer> find(Connection connection, ModelName model, Alias alias)
      throws SQLException {
    return Sql.first(
        connection,
        SELECT + "WHERE model = ? AND alias = ?",
        AliasCatalogue::pointer,
        model.value(),
        alias.value());
  }

  /** The aliases of a model, by name. */
  public static List<AliasPointer> list(Connection connection, ModelName model)
      throws SQLException {
    return Sql.list(
        connection,
        SELECT + "WHERE model = ? ORDER BY alias",
        AliasCatalogue::pointer,
        model.value());
  }

  /** The aliases of all models, by name. */
  public static List<AliasPointer> list(Connection connection) throws SQLException {
    return Sql.list(connection, SELECT + "ORDER BY model, alias", AliasCatalogue::pointer);
  }

  /**
   * Points an alias at a version, and makes it if need be; one that points there already is left as
   * it is.
   *
   * @param expected the revision that the alias must have, {@link #ABSENT} if it must not exist;
   *     empty if its state does not matter
   * @throws ChangeException of kind {@code PRECONDITION_FAILED} if it is in another state
   * @throws ServingException of kind {@code VERSION_NOT_FOUND} if there is no such version, or
   *     {@code VERSION_NOT_READY} if its gate holds it
   */
  public static AliasPointer set(
      Connection connection, ModelId to, Alias alias, OptionalLong expected, Origin origin)
      throws SQLException {
    CatalogueLock.take(connection);
    Optional<AliasPointer> before = expect(connection, to.name(), alias, expected);
    return move(connection, to, alias, before, AliasChange.Action.SET, origin);
  }

  /**
   * Points an alias at the version that it had before.
   *
   * @param expected as with {@link #set}
   * @throws ServingException of kind {@code ALIAS_NOT_FOUND} if there is no such alias
   * @throws ChangeException of kind {@code NOTHING_TO_ROLL_BACK} if it had none before that still
   *     exists, or {@code PRECONDITION_FAILED} if it is in another state
   */
  public static AliasPointer rollBack(
      Connection connection, ModelName model, Alias alias, OptionalLong expected, Origin origin)
      throws SQLException {
    CatalogueLock.take(connection);
    Optional<AliasPointer> before = expect(connection, model, alias, expected);
    AliasPointer there = before.orElseThrow(() -> unknown(model, alias));
    ModelVersion previous =
        AliasHistory.previous(connection, there)
            .orElseThrow(
                () ->
                    new ChangeException(
                        ChangeException.Kind.NOTHING_TO_ROLL_BACK,
                        "The alias " + alias + " of " + model + " has no earlier version."));
    ModelId to = new ModelId(model, previous);
    return move(connection, to, alias, before, AliasChange.Action.ROLLBACK, origin);
  }

  /**
   * Takes an alias away.
   *
   * @param expected as with {@link #set}
   * @return where it pointed
   * @throws ServingException of kind {@code ALIAS_NOT_FOUND} if there is no such alias
   * @throws ChangeException of kind {@code PRECONDITION_FAILED} if it is in another state
   */
  public static AliasPointer delete(
      Connection connection, ModelName model, Alias alias, OptionalLong expected, Origin origin)
      throws SQLException {
    CatalogueLock.take(connection);
    AliasPointer there =
        expect(connection, model, alias, expected).orElseThrow(() -> unknown(model, alias));
    Sql.update(
        connection,
        "DELETE FROM model_alias WHERE model = ? AND alias = ?",
        model.value(),
        alias.value());
    AliasHistory.add(
        connection, there, AliasChange.Action.DELETE, there.version().number(), null, origin);
    return there;
  }

  private static AliasPointer move(
      Connection connection,
      ModelId to,
      Alias alias,
      Optional<AliasPointer> before,
      AliasChange.Action action,
      Origin origin)
      throws SQLException {
    CommittedVersion version = VersionCatalogue.existing(connection, to);
    if (version.state() == CommitState.HELD) {
      throw new ServingException(
          ServingException.Kind.VERSION_NOT_READY, to + " is held by its gate.");
    }
    if (before.isPresent() && before.get().version().equals(to.version())) {
      return before.get();
    }
    AliasPointer target = new AliasPointer(to.name(), alias, to.version(), ABSENT);
    Integer from = before.map(pointer -> pointer.version().number()).orElse(null);
    long revision =
        AliasHistory.add(connection, target, action, from, to.version().number(), origin);
    String change =
        before.isPresent()
            ? "UPDATE model_alias SET number = ?, revision = ? WHERE model = ? AND alias = ?"
            : "INSERT INTO model_alias (number, revision, model, alias) VALUES (?, ?, ?, ?)";
    Sql.update(
        connection, change, to.version().number(), revision, to.name().value(), alias.value());
    return new AliasPointer(to.name(), alias, to.version(), revision);
  }

  private static Optional<AliasPointer> expect(
      Connection connection, ModelName model, Alias alias, OptionalLong expected)
      throws SQLException {
    Optional<AliasPointer> there = find(connection, model, alias);
    long revision = there.map(AliasPointer::revision).orElse(ABSENT);
    if (expected.isPresent() && expected.getAsLong() != revision) {
      throw new ChangeException(
          ChangeException.Kind.PRECONDITION_FAILED,
          "The alias " + alias + " of " + model + " was changed meanwhile.");
    }
    return there;
  }

  private static ServingException unknown(ModelName model, Alias alias) {
    return new ServingException(
        ServingException.Kind.ALIAS_NOT_FOUND, model + " has no alias " + alias + ".");
  }

  private static AliasPointer pointer(ResultSet row) throws SQLException {
    return new AliasPointer(
        new ModelName(row.getString("model")),
        new Alias(row.getString("alias")),
        new ModelVersion(row.getInt("number")),
        row.getLong("revision"));
  }
}
