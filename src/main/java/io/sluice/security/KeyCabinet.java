package io.sluice.security;

import static io.sluice.model.Caller.SYSTEM;

import io.sluice.audit.AuditLog;
import io.sluice.database.Database;
import io.sluice.database.Sql;
import io.sluice.model.Caller;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import io.sluice.model.TimeSource;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes and ends keys: each in one transaction with its line in the audit, and on this server in
 * force before the caller has his answer. Nobody can give what he has not: a key has no role that
 * its maker lacks, and knows no model that its maker may not know. Whoever is bound to models sees
 * and ends only keys that are bound within his own.
 */
final class KeyCabinet {
  private final Database database;
  private final KeyRing ring;
  private final TimeSource time;
  private final SecureRandom random = new SecureRandom();

  KeyCabinet(Database database, KeyRing ring, TimeSource time) {
    this.database = database;
    this.ring = ring;
    this.time = time;
  }

  /** A key that was made, and its text, which is known now and never again. */
  record Made(ApiKey key, KeyText text) {}

  /** Makes the keys in memory those of the database. */
  void reload() {
    ring.replace(database.read(ApiKeyStore::active));
  }

  /** Every key that is good and that a caller may see, the oldest first. */
  List<ApiKey> list(Caller caller) {
    return database.read(ApiKeyStore::active).stream()
        .filter(key -> isWithin(key.models(), caller))
        .toList();
  }

  /**
   * Makes a key.
   *
   * @param requestId for the audit
   * @throws ServingException if it would be more than its maker
   */
  Made make(KeyRequest request, Caller maker, @Nullable String requestId) {
    for (Role role : request.roles()) {
      if (!maker.has(role)) {
        throw new ServingException(
            ServingException.Kind.FORBIDDEN,
            "Nobody can give the role " + role.wireName() + " without having it.");
      }
    }
    Set<ModelName> models = request.models().isEmpty() ? maker.models() : request.models();
    if (!isWithin(models, maker)) {
      throw new ServingException(
          ServingException.Kind.FORBIDDEN, "A key can know only models that its maker may use.");
    }
    Made made = prepare(request, models, maker);
    database.transaction(connection -> insert(connection, made, maker, requestId));
    reload();
    return made;
  }

  /**
   * Ends a key, on this server at once.
   *
   * @param requestId for the audit
   * @throws ChangeException if there is no such key, or none that the caller may see
   */
  void revoke(String id, Caller caller, @Nullable String requestId) {
    database.transaction(
        connection -> {
          ApiKey key =
              ApiKeyStore.active(connection).stream()
                  .filter(one -> one.id().equals(id) && isWithin(one.models(), caller))
                  .findFirst()
                  .orElseThrow(KeyCabinet::unknown);
          Instant now = time.now();
          if (!ApiKeyStore.revoke(connection, id, now)) {
            throw unknown();
          }
          AuditLog.append(connection, KeyAudit.ended(key, caller, requestId, now));
          return key;
        });
    reload();
  }

  private Made prepare(KeyRequest request, Set<ModelName> models, Caller maker) {
    KeyText text = KeyText.make(random);
    return new Made(
        new ApiKey(
            text.id(),
            request.label(),
            text.hash(),
            request.roles(),
            models,
            request.limitPerMinute(),
            maker.name(),
            Sql.stored(time.now())),
        text);
  }

  private Made insert(Connection connection, Made made, Caller maker, @Nullable String requestId)
      throws SQLException {
    ApiKeyStore.insert(connection, made.key());
    AuditLog.append(connection, KeyAudit.made(made.key(), maker, requestId));
    return made;
  }

  /**
   * Makes the key for everything if there is none: in one transaction, in which the text is also
   * put where the operator finds it.
   *
   * @param keeper keeps the text; if it fails, there is no key
   * @return whether there was none
   */
  boolean makeFirst(Keeper keeper) {
    boolean none =
        database.transaction(
            connection -> {
              if (ApiKeyStore.active(connection).stream().anyMatch(ApiKey::isMaster)) {
                return false;
              }
              KeyRequest all = new KeyRequest("first admin key", SYSTEM.roles(), Set.of(), 0);
              Made made = prepare(all, Set.of(), SYSTEM);
              keeper.keep(made.text());
              insert(connection, made, SYSTEM, null);
              return true;
            });
    reload();
    return none;
  }

  /** Keeps the text of a key. */
  interface Keeper {
    void keep(KeyText text);
  }

  private static boolean isWithin(Set<ModelName> models, Caller caller) {
    return caller.models().isEmpty() || (!models.isEmpty() && caller.models().containsAll(models));
  }

  private static ChangeException unknown() {
    return new ChangeException(ChangeException.Kind.KEY_NOT_FOUND, "There is no such key.");
  }
}
