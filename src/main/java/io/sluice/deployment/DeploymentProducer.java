package io.sluice.deployment;

import io.sluice.database.Database;
import io.sluice.intake.Intake;
import io.sluice.metrics.LoadMetrics;
import io.sluice.metrics.QueueMetrics;
import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionDocument;
import io.sluice.repository.LoadMarks;
import io.sluice.repository.ModelFolder;
import io.sluice.repository.ModelStore;
import io.sluice.repository.SeenFiles;
import io.sluice.runtime.batch.WaitingRoom;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts together what changes the versions of this server, each part once. */
@ApplicationScoped
public class DeploymentProducer {
  @Resource private ManagedExecutorService executor;
  @Inject private ModelRegistry registry;
  @Inject private QueueMetrics queueMetrics;
  @Inject private LoadMetrics loadMetrics;

  /** The parts that are made together. */
  @Produces
  @Singleton
  Deployment deployment(Database database) {
    Config config = ConfigProvider.getConfig();
    DeploymentConfig serving = DeploymentConfig.from(config);
    PushConfig pushes = PushConfig.from(config);
    try {
      return deployment(database, config, serving, pushes);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder that sluice.data.dir names cannot be used", e);
    }
  }

  private Deployment deployment(
      Database database, Config config, DeploymentConfig serving, PushConfig pushes)
      throws IOException {
    TimeSource time = TimeSource.SYSTEM;
    Function<ModelName, PushPolicy> policies = model -> PushPolicy.of(config, model);
    DataUse use = DataUse.begin(pushes.dataDir());
    use.clear();
    ModelStore store = ModelStore.open(pushes.dataDir());
    Changes changes = new Changes(database);
    VersionLoader loader =
        new VersionLoader(
            serving.intakeLimits(),
            serving.settings(),
            queueMetrics,
            new WaitingRoom(serving.maxWaiting()),
            time);
    Publication publication = new Publication(registry, loadMetrics, policies);
    AdmissionConfig admission = AdmissionConfig.from(config);
    GateConfig gates = GateConfig.from(config);
    Intake trying = intake(admission, serving, pushes);
    // What is there when the server starts: nothing serves yet that it could hurt. What has a gate
    // is tried all the same, for nothing else measures it.
    Intake trusting = intake(admission.withoutTrial(), serving, pushes);
    LoadMarks marks = new LoadMarks(store.staging());
    VersionPush.Parts parts =
        new VersionPush.Parts(
            store,
            loader,
            new MemoryAdmission(pushes.memoryReserve()),
            changes,
            registry,
            publication,
            policies,
            target -> isPinned(serving.aliases(), target),
            time,
            new Numbers(),
            marks,
            new Gates(gates));
    VersionPush push = new VersionPush(trying, parts);
    ModelFolder models = new ModelFolder(serving.modelsDir());
    FolderScan first =
        FolderScan.first(
            models,
            trusting,
            new VersionPush(trusting, parts),
            marks,
            parts,
            SeenFiles.of(pushes.dataDir()));
    StoreLoading loading = new StoreLoading(store, loader, publication);
    Unloaded unloaded = new Unloaded();
    AliasMoves moves = new AliasMoves(changes, registry, parts.pinned(), time);
    return new Deployment(
        use,
        changes,
        trying,
        push,
        moves,
        new VersionRemoval(changes, registry),
        new Residency(parts, unloaded),
        new GateOverride(parts, moves),
        new Boot(parts, loading, first, serving.aliases()),
        marks,
        first.continuedBy(trying, push),
        new CatalogueFollower(parts, loading, unloaded),
        new Drainage(registry, pushes.drainDeadline(), time),
        pushes,
        admission.keras(),
        gates.maxBytes());
  }

  private static Intake intake(
      AdmissionConfig admission, DeploymentConfig serving, PushConfig pushes) throws IOException {
    return Admission.open(
        admission,
        pushes.dataDir(),
        serving.intakeLimits(),
        model -> serving.settings().apply(model).engine(),
        TimeSource.SYSTEM);
  }

  private static boolean isPinned(
      Map<ModelName, Map<Alias, ModelVersion>> aliases, AliasTarget target) {
    return aliases.getOrDefault(target.model(), Map.of()).containsKey(target.alias());
  }

  /** The pushes under way. */
  @Produces
  @Singleton
  PushJobs jobs(Deployment deployment) {
    return new PushJobs(executor, deployment.config().maxPending(), TimeSource.SYSTEM);
  }

  /** The way of a push from its body to its answer. */
  @Produces
  @Singleton
  PushExchange exchange(Deployment deployment, PushJobs jobs, VersionDocument document) {
    return new PushExchange(
        deployment.intake(),
        deployment.push(),
        jobs,
        new PushAnswers(registry, document),
        deployment.config().answerWithin(),
        deployment.keras(),
        deployment.maxDataset());
  }

  /** Changes of aliases. */
  @Produces
  @Singleton
  AliasMoves moves(Deployment deployment) {
    return deployment.moves();
  }

  /** The order in which this server changes what it serves. */
  @Produces
  @Singleton
  Changes changes(Deployment deployment) {
    return deployment.changes();
  }

  /** Promotions of versions. */
  @Produces
  @Singleton
  Promotion promotion(Deployment deployment) {
    return new Promotion(deployment.moves());
  }

  /** Deletions of versions. */
  @Produces
  @Singleton
  VersionRemoval removal(Deployment deployment) {
    return deployment.removal();
  }

  /** What is in memory. */
  @Produces
  @Singleton
  Residency residency(Deployment deployment) {
    return deployment.residency();
  }

  /** Publishes what a gate held back. */
  @Produces
  @Singleton
  GateOverride override(Deployment deployment) {
    return deployment.override();
  }
}
