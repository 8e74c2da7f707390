package io.sluice.deployment;

import io.sluice.audit.AuditEntry;
import io.sluice.audit.AuditLog;
import io.sluice.database.Database;
import io.sluice.database.DatabaseException;
import io.sluice.database.Work;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.repository.CatalogueLock;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out changes one by one, so that the database, the registry and the audit log never tell
 * different stories: first one transaction, then the registry, and nobody between the two.
 */
public final class Changes {
  private static final System.Logger LOG = System.getLogger(Changes.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Database database;
  private final ReentrantLock order = new ReentrantLock(true);

  Changes(Database database) {
    this.database = database;
  }

  /**
   * Changes the database, and then what follows from it in memory.
   *
   * @param then must not fail: the change has happened
   * @throws ChangeException of kind {@code DATABASE_UNAVAILABLE}, and what the work throws itself
   */
  public <T extends @Nullable Object> T carryOut(Work<T> work, Consumer<T> then) {
    return inOrder(() -> database.transaction(work), then);
  }

  /**
   * As {@link #carryOut}, while no server on the same database changes versions or aliases.
   *
   * @throws ChangeException of kind {@code DATABASE_UNAVAILABLE}, and what the work throws itself
   */
  public <T extends @Nullable Object> T carryOutAlone(Work<T> work, Consumer<T> then) {
    return carryOut(
        connection -> {
          CatalogueLock.take(connection);
          return work.run(connection);
        },
        then);
  }

  /**
   * Reads from the database, and holds memory against it while no change is under way here.
   *
   * @param then must not fail
   * @throws ChangeException of kind {@code DATABASE_UNAVAILABLE}
   */
  <T extends @Nullable Object> T settled(Work<T> work, Consumer<T> then) {
    return inOrder(() -> database.read(work), then);
  }

  /** Reads from the database. */
  public <T extends @Nullable Object> T read(Work<T> work) {
    return database.read(work);
  }

  /**
   * Notes a change that was refused; that this fails is only logged, for the answer is a refusal.
   */
  public void refused(AuditEntry entry) {
    try {
      database.transaction(
          connection -> {
            AuditLog.append(connection, entry);
            return null;
          });
    } catch (DatabaseException e) {
      LOG.log(Level.WARNING, "a refusal could not be written to the audit log: " + entry, e);
    }
  }

  private <T extends @Nullable Object> T inOrder(Supplier<T> work, Consumer<T> then) {
    try {
      if (!order.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ChangeException(Kind.DATABASE_UNAVAILABLE, "other changes are under way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChangeException(Kind.DATABASE_UNAVAILABLE, "the server is stopping", e);
    }
    try {
      T result = work.get();
      then.accept(result);
      return result;
    } finally {
      order.unlock();
    }
  }
}
