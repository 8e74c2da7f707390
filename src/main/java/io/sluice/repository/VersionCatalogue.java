package io.sluice.repository;

import io.sluice.database.Sql;
import io.sluice.model.ChangeException;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The versions that were accepted, each for ever under one number. Every method works within the
 * caller's transaction, so that one can hold several changes and their audit entry.
 */
public final class VersionCatalogue {
  private VersionCatalogue() {}

  /**
   * Adds a version, or finds that the same push is there already: the same bytes with the same
   * descriptor, under the same number.
   *
   * @throws ChangeException of kind {@code VERSION_CONFLICT} if the number is taken by another
   *     push, or was by one that is deleted
   */
  public static Insertion insert(Connection connection, CommittedVersion version)
      throws SQLException {
    CatalogueLock.take(connection);
    Optional<CommittedVersion> taken = VersionRows.find(connection, version.id());
    if (taken.isEmpty()) {
      VersionRows.add(connection, version);
      return new Insertion(version, true);
    }
    CommittedVersion there = taken.get();
    if (there.state() == CommitState.DELETED) {
      throw conflict(version.id() + " was deleted; its number is not given again.");
    }
    if (!there.isSamePush(version)) {
      throw conflict(version.id() + " exists already, with other bytes or another descriptor.");
    }
    return new Insertion(there, false);
  }

  /**
   * The number that follows all that a model ever had; it is taken once this transaction has
   * inserted it.
   *
   * @throws ChangeException of kind {@code VERSION_CONFLICT} if the highest number is taken
   */
  public static ModelVersion next(Connection connection, ModelName model) throws SQLException {
    CatalogueLock.take(connection);
    int highest = highest(connection, model).map(ModelVersion::number).orElse(0);
    try {
      return new ModelVersion(highest + 1);
    } catch (IllegalArgumentException e) {
      throw new ChangeException(
          ChangeException.Kind.VERSION_CONFLICT, model + " has no number left.", e);
    }
  }

  /** The highest number that a model ever had, that of a deleted version included. */
  public static Optional<ModelVersion> highest(Connection connection, ModelName model)
      throws SQLException {
    return Sql.first(
        connection,
        "SELECT number FROM model_version WHERE model = ? ORDER BY number DESC"
            + " FETCH FIRST 1 ROWS ONLY",
        row -> new ModelVersion(row.getInt("number")),
        model.value());
  }

  /** A version that is not deleted. */
  public static Optional<CommittedVersion> find(Connection connection, ModelId id)
      throws SQLException {
    return VersionRows.find(connection, id)
        .filter(version -> version.state() != CommitState.DELETED);
  }

  /** A model's versions that are not deleted, by rising number. */
  public static List<CommittedVersion> list(Connection connection, ModelName model)
      throws SQLException {
    return VersionRows.list(
        connection, "WHERE model = ? AND state <> 'deleted' ORDER BY number", model.value());
  }

  /** All models' versions that are not deleted, by name and rising number. */
  public static List<CommittedVersion> list(Connection connection) throws SQLException {
    return VersionRows.list(connection, "WHERE state <> 'deleted' ORDER BY model, number");
  }

  /** The files that the store must keep. */
  public static Set<Digest> storedDigests(Connection connection) throws SQLException {
    return new HashSet<>(
        Sql.list(
            connection,
            "SELECT stored_digest AS digest FROM model_version WHERE state <> 'deleted'"
                + " UNION SELECT gate_dataset FROM model_version"
                + " WHERE state <> 'deleted' AND gate_dataset IS NOT NULL",
            row -> new Digest(row.getString("digest"))));
  }

  /**
   * Deletes a version, which leaves its number taken and its file to be swept.
   *
   * @return the version as it was
   * @throws ServingException of kind {@code VERSION_NOT_FOUND} if there is none
   * @throws ChangeException of kind {@code VERSION_IN_USE} if an alias points at it
   */
  public static CommittedVersion delete(Connection connection, ModelId id) throws SQLException {
    CatalogueLock.take(connection);
    CommittedVersion version = existing(connection, id);
    List<String> aliases =
        Sql.list(
            connection,
            "SELECT alias FROM model_alias WHERE model = ? AND number = ? ORDER BY alias",
            row -> row.getString("alias"),
            id.name().value(),
            id.version().number());
    if (!aliases.isEmpty()) {
      throw new ChangeException(
          ChangeException.Kind.VERSION_IN_USE,
          id + " is in use by " + String.join(", ", aliases) + ".");
    }
    VersionRows.setState(connection, id, CommitState.DELETED);
    return version;
  }

  /**
   * Frees a version that its gate held; one that is not held stays as it is.
   *
   * @throws ServingException of kind {@code VERSION_NOT_FOUND} if there is none
   */
  public static CommittedVersion release(Connection connection, ModelId id) throws SQLException {
    CatalogueLock.take(connection);
    CommittedVersion version = existing(connection, id);
    VersionRows.setState(connection, id, CommitState.COMMITTED);
    return version.withState(CommitState.COMMITTED);
  }

  /** A version that is not deleted, or the failure that says so. */
  static CommittedVersion existing(Connection connection, ModelId id) throws SQLException {
    return find(connection, id)
        .orElseThrow(
            () ->
                new ServingException(
                    ServingException.Kind.VERSION_NOT_FOUND, "There is no " + id + "."));
  }

  private static ChangeException conflict(String message) {
    return new ChangeException(ChangeException.Kind.VERSION_CONFLICT, message);
  }

  /**
   * What became of an insertion.
   *
   * @param version as the catalogue has it
   * @param created whether it is new; otherwise it was there already
   */
  public record Insertion(CommittedVersion version, boolean created) {}
}
