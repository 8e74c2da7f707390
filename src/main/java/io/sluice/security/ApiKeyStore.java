package io.sluice.security;

import io.sluice.database.Sql;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The table {@code api_key}: keys by their hashes, and until when they were good. */
final class ApiKeyStore {
  private static final String COLUMNS =
      "id, hash, label, roles, models, limit_per_minute, created_at, created_by";

  private ApiKeyStore() {}

  /** Every key that is good, the oldest first. */
  static List<ApiKey> active(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        "SELECT " + COLUMNS + " FROM api_key WHERE revoked_at IS NULL ORDER BY created_at, id",
        ApiKeyStore::key);
  }

  /** Adds a key. */
  static void insert(Connection connection, ApiKey key) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO api_key (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        key.id(),
        key.hash(),
        key.label(),
        roles(key.roles()),
        models(key.models()),
        key.limitPerMinute() == 0 ? null : key.limitPerMinute(),
        key.createdAt(),
        key.createdBy());
  }

  /**
   * Ends a key.
   *
   * @return whether it was good until now
   */
  static boolean revoke(Connection connection, String id, Instant now) throws SQLException {
    String change = "UPDATE api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
    return Sql.update(connection, change, now, id) == 1;
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getString("id"),
        row.getString("label"),
        row.getString("hash"),
        roles(row.getString("roles")),
        models(row.getString("models")),
        row.getInt("limit_per_minute"),
        row.getString("created_by"),
        Sql.moment(row, "created_at"));
  }

  /** Roles in their order, with commas between. */
  static String roles(Set<Role> roles) {
    return roles.stream().map(Role::wireName).collect(Collectors.joining(","));
  }

  /** Models in the order of their names, with commas between; empty for all. */
  static String models(Set<ModelName> models) {
    return models.stream().map(ModelName::value).sorted().collect(Collectors.joining(","));
  }

  private static Set<Role> roles(String text) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : text.split(",", -1)) {
      Role.of(name).ifPresent(roles::add);
    }
    return roles;
  }

  private static Set<ModelName> models(String text) {
    Set<ModelName> models = new HashSet<>();
    if (!text.isEmpty()) {
      for (String name : text.split(",", -1)) {
        models.add(new ModelName(name));
      }
    }
    return models;
  }
}
