package io.sluice.deployment;

import io.sluice.database.Database;
import io.sluice.registry.ModelRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Deploys the models when the application starts. It does not wait for them: the server answers its
 * probes meanwhile, and readiness tells when they serve. A database that is away is waited for,
 * too: without it nobody knows which versions are in production.
 */
@ApplicationScoped
public class BootDeployment {
  private static final System.Logger LOG = System.getLogger(BootDeployment.class.getName());

  @Resource private ManagedExecutorService executor;
  @EJB private TaskTimer timer;
  @Inject private Database database;
  @Inject private Deployment deployment;
  @Inject private ModelRegistry registry;

  // A wrong value of the configuration fails the injection, and so the deployment and not a thread.
  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    database.opened().thenRunAsync(this::deploy, executor);
  }

  private void deploy() {
    try {
      deployment.marks().begin();
      deployment.follower().begin();
      deployment.boot().run();
      registry.booted();
      timer.every("models folder", deployment.config().folderInterval(), this::look);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "The models could not be deployed", e);
    }
  }

  private void look() {
    deployment.drainage().look();
    deployment.follower().look();
    deployment.folder().scan(false);
  }

  @PreDestroy
  void stop() {
    registry.retireAll();
    try {
      deployment.use().close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The data directory could not be let go", e);
    }
  }
}
