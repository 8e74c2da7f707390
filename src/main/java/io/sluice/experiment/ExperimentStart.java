package io.sluice.experiment;

import io.sluice.database.Database;
import io.sluice.deployment.TaskTimer;
import io.sluice.model.ChangeException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.ConfigProvider;

/** Takes the experiments up again when the application starts, and looks after them since. */
@ApplicationScoped
public class ExperimentStart {
  private static final System.Logger LOG = System.getLogger(ExperimentStart.class.getName());

  private final ExperimentConfig config = ExperimentConfig.from(ConfigProvider.getConfig());

  @Resource private ManagedExecutorService executor;
  @EJB private TaskTimer timer;
  @Inject private Database database;
  @Inject private ExperimentWatch watch;

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    database.opened().thenRunAsync(this::begin, executor);
  }

  private void begin() {
    try {
      watch.begin();
    } catch (ChangeException e) {
      LOG.log(Level.WARNING, "The experiments are taken up at the next look", e);
    }
    timer.every("experiments", config.interval(), watch::look);
  }

  @PreDestroy
  void stop() {
    watch.end();
  }
}
