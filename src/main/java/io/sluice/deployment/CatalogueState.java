package io.sluice.deployment;

import io.sluice.audit.AuditLog;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.repository.AliasCatalogue;
import io.sluice.repository.AliasPointer;
import io.sluice.repository.CommittedVersion;
import io.sluice.repository.VersionCatalogue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the database says of versions and aliases at one moment.
 *
 * @param sequence of the audit's last entry, read before the rest: what comes later has a higher
 *     one
 * @param versions those that are not deleted
 */
record CatalogueState(
    long sequence,
    Map<ModelName, List<CommittedVersion>> versions,
    Map<AliasTarget, AliasPointer> pointers) {

  /**
   * Reads it.
   *
   * @throws SQLException if the database fails
   */
  static CatalogueState read(Connection connection) throws SQLException {
    return new CatalogueState(
        AuditLog.last(connection),
        VersionCatalogue.list(connection).stream()
            .collect(Collectors.groupingBy(version -> version.id().name())),
        AliasCatalogue.list(connection).stream()
            .collect(
                Collectors.toMap(
                    pointer -> new AliasTarget(pointer.model(), pointer.alias()),
                    Function.identity())));
  }

  /** Whether it has a version. */
  boolean has(ModelId id) {
    return versions.getOrDefault(id.name(), List.of()).stream()
        .anyMatch(version -> version.id().equals(id));
  }

  /** The aliases of a model that point at a version. */
  Stream<AliasTarget> pointedAt(ModelId id) {
    return pointers.values().stream()
        .filter(
            pointer -> pointer.model().equals(id.name()) && pointer.version().equals(id.version()))
        .map(pointer -> new AliasTarget(pointer.model(), pointer.alias()));
  }

  /** The versions of a model that aliases point at. */
  Stream<ModelVersion> pointedAt(ModelName model) {
    return pointers.values().stream()
        .filter(pointer -> pointer.model().equals(model))
        .map(AliasPointer::version);
  }
}
