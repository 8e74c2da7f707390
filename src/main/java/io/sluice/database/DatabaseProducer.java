package io.sluice.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Opens the one database of the application for the first that needs it, and closes it at the end.
 */
@ApplicationScoped
public class DatabaseProducer {
  @Resource private ManagedThreadFactory threads;
  @Resource private ManagedScheduledExecutorService retries;

  /**
   * The database; not up yet if it is away.
   *
   * @throws IllegalArgumentException if the configuration names none
   */
  @Produces
  @Singleton
  public Database database() {
    DatabaseConfig config = DatabaseConfig.from(ConfigProvider.getConfig());
    return Database.openOrRetry(config, threads, retries);
  }

  void close(@Disposes Database database) {
    database.close();
  }
}
