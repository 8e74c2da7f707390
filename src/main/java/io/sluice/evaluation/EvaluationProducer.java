package io.sluice.evaluation;

import io.sluice.database.Database;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts together what evaluates versions. */
@ApplicationScoped
public class EvaluationProducer {
  @Resource private ManagedExecutorService executor;

  /** The evaluations of this server. */
  @Produces
  @Singleton
  Evaluations evaluations(Database database, ModelRegistry registry) {
    return new Evaluations(
        database,
        registry,
        executor,
        EvaluationConfig.from(ConfigProvider.getConfig()),
        TimeSource.SYSTEM);
  }

  void stop(@Disposes Evaluations evaluations) {
    evaluations.cancelAll();
  }
}
