package io.sluice.security;

import io.sluice.database.Database;
import io.sluice.database.DatabaseException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the keys in memory those of the database: from when the database is there, and then again
 * and again, for another server may have made or ended some. While the database is away the last
 * keys known stay good. The first time, it makes the key for everything if there is none.
 */
@ApplicationScoped
public class KeyKeeping {
  private static final System.Logger LOG = System.getLogger(KeyKeeping.class.getName());

  @Resource private @Nullable ManagedScheduledExecutorService executor;
  @Inject private Database database;
  @Inject private KeyCabinet cabinet;
  @Inject private Config config;
  private volatile @Nullable ScheduledFuture<?> reloading;
  private boolean missed;

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    SecurityConfig security = SecurityConfig.from(config);
    AdminKeyFile file =
        new AdminKeyFile(Path.of(config.getValue("sluice.data.dir", String.class).strip()));
    long period = security.keysReload().toMillis();
    database
        .opened()
        .thenRun(
            () -> {
              open(security.adminKey() ? file : null);
              if (executor != null) {
                reloading =
                    executor.scheduleWithFixedDelay(
                        this::reload, period, period, TimeUnit.MILLISECONDS);
              }
            });
  }

  private void open(@Nullable AdminKeyFile file) {
    try {
      cabinet.reload();
      if (file != null && cabinet.makeFirst(file::write)) {
        LOG.log(
            Level.INFO,
            "There was no key for everything: a new one is in the file {0}. Move it to where only its"
                + " owner can read it.",
            file.path());
      }
    } catch (DatabaseException | UncheckedIOException e) {
      LOG.log(Level.ERROR, "The keys could not be read, or the first one not be made", e);
    }
  }

  private void reload() {
    try {
      cabinet.reload();
      missed = false;
    } catch (DatabaseException e) {
      if (!missed) {
        LOG.log(Level.WARNING, "The keys could not be read again; those known stay good", e);
      }
      missed = true;
    }
  }

  @PreDestroy
  void stop() {
    ScheduledFuture<?> task = reloading;
    if (task != null) {
      task.cancel(false);
    }
  }
}
