package io.sluice.deployment;

import io.sluice.metrics.LoadMetrics;
import io.sluice.metrics.QueueMetrics;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.repository.ModelFolder;
import io.sluice.runtime.batch.WaitingRoom;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Deploys the models when the application starts. It does not wait for them: the server answers its
 * probes meanwhile, and readiness tells when they serve.
 */
@ApplicationScoped
public class BootDeployment {
  private static final System.Logger LOG = System.getLogger(BootDeployment.class.getName());

  @Resource private ManagedExecutorService executor;
  @Inject private ModelRegistry registry;
  @Inject private QueueMetrics queueMetrics;
  @Inject private LoadMetrics loadMetrics;

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    // Read before anything runs beside us: a wrong value must fail the deployment, not a thread.
    DeploymentConfig config = DeploymentConfig.from(ConfigProvider.getConfig());
    executor.execute(() -> deploy(config));
  }

  private void deploy(DeploymentConfig config) {
    try {
      ModelFolder folder = new ModelFolder(config.modelsDir());
      TimeSource time = TimeSource.SYSTEM;
      VersionLoader loader =
          new VersionLoader(
              folder,
              config.intakeLimits(),
              config.settings(),
              queueMetrics,
              new WaitingRoom(config.maxWaiting()),
              time);
      new ModelDeployment(folder, loader, registry, config.aliases(), loadMetrics, time)
          .deployAll();
      registry.booted();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "The models could not be deployed", e);
    }
  }

  @PreDestroy
  void stop() {
    registry.retireAll();
  }
}
