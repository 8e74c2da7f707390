package io.sluice.deployment;

import io.sluice.intake.ArchiveRejectedException;
import io.sluice.intake.IntakeLimits;
import io.sluice.intake.ModelInspector;
import io.sluice.metrics.QueueMetrics;
import io.sluice.model.Digest;
import io.sluice.model.InstanceSource;
import io.sluice.model.ModelArchive;
import io.sluice.model.ModelArtifact;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.OnnxModel;
import io.sluice.model.Predictor;
import io.sluice.model.TensorSpec;
import io.sluice.model.TimeSource;
import io.sluice.repository.CommittedVersion;
import io.sluice.repository.DescriptorReader;
import io.sluice.repository.InvalidDescriptorException;
import io.sluice.repository.StoredVersion;
import io.sluice.runtime.Engine;
import io.sluice.runtime.EnginePredictor;
import io.sluice.runtime.NativeHeap;
import io.sluice.runtime.NativeLibraries;
import io.sluice.runtime.Network;
import io.sluice.runtime.NetworkLoader;
import io.sluice.runtime.NetworkProbe;
import io.sluice.runtime.NetworkRejectedException;
import io.sluice.runtime.Probed;
import io.sluice.runtime.batch.WaitingRoom;
import io.sluice.runtime.plan.OnnxNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes a version from its files to a predictor that is proven and warm. */
final class VersionLoader {
  private final IntakeLimits limits;
  private final Function<ModelName, ServingSettings> settings;
  private final QueueMetrics metrics;
  private final WaitingRoom room;
  private final TimeSource time;

  VersionLoader(
      IntakeLimits limits,
      Function<ModelName, ServingSettings> settings,
      QueueMetrics metrics,
      WaitingRoom room,
      TimeSource time) {
    this.limits = limits;
    this.settings = settings;
    this.metrics = metrics;
    this.room = room;
    this.time = time;
  }

  /** The archive, inspected; nothing of it has run yet. */
  ModelArtifact inspect(StoredVersion stored) throws VersionRejectedException {
    String name = stored.format().fileName();
    try {
      return ModelInspector.inspect(stored.archive(), stored.format(), limits);
    } catch (NoSuchFileException e) {
      throw new VersionRejectedException(name + " is missing", e);
    } catch (ArchiveRejectedException e) {
      throw new VersionRejectedException(name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      // Its message is a path of this machine, and the status of a version is public.
      throw new VersionRejectedException(name + " cannot be read", e);
    }
  }

  /**
   * Takes an accepted version from its file to a predictor.
   *
   * @throws VersionRejectedException also if its bytes are not those that were accepted
   */
  LoadedVersion load(CommittedVersion version, Path file) throws VersionRejectedException {
    long started = time.nanoTime();
    ModelArtifact artifact = inspect(VersionStatuses.file(version, file));
    if (!artifact.digest().equals(version.stored())) {
      throw new VersionRejectedException("its file in the store was changed");
    }
    return load(
        version.id(),
        artifact,
        version.source(),
        descriptor(version.id(), version.descriptor()),
        started);
  }

  /**
   * Takes a version from its file to a predictor.
   *
   * @param digest what answers say gave them
   * @param descriptor what it says of itself, as JSON; null if it says nothing
   */
  LoadedVersion load(StoredVersion stored, @Nullable Digest digest, @Nullable String descriptor)
      throws VersionRejectedException {
    long started = time.nanoTime();
    ModelArtifact artifact = inspect(stored);
    Optional<ModelDescriptor> stated = descriptor(stored.id(), descriptor);
    return load(
        stored.id(), artifact, digest == null ? artifact.digest() : digest, stated, started);
  }

  private static Optional<ModelDescriptor> descriptor(ModelId id, @Nullable String json)
      throws VersionRejectedException {
    if (json == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(DescriptorReader.read(id, json.getBytes(StandardCharsets.UTF_8)));
    } catch (InvalidDescriptorException e) {
      throw new VersionRejectedException(e.getMessage(), e);
    }
  }

  /**
   * Builds, binds, checks and warms up a version.
   *
   * @param started when the first byte of it was read, as {@link TimeSource#nanoTime} has it
   */
  LoadedVersion load(
      ModelId id,
      ModelArtifact artifact,
      Digest digest,
      Optional<ModelDescriptor> stated,
      long started)
      throws VersionRejectedException {
    try {
      if (artifact instanceof OnnxModel model) {
        OnnxNetwork network = OnnxNetwork.open(model);
        return load(
            id,
            digest,
            network,
            network::close,
            findings -> new EngineSelection(network.engine(findings), network.reason()),
            stated,
            started);
      }
      Network network = NetworkLoader.load((ModelArchive) artifact);
      EngineChoice choice = settings.apply(id.name()).engine();
      return load(
          id,
          digest,
          network,
          network::close,
          findings -> EngineSelection.of(choice, network, findings),
          stated,
          started);
    } catch (NetworkRejectedException e) {
      throw new VersionRejectedException(e.getMessage(), e);
    } finally {
      NativeLibraries.dropCopies();
      NativeHeap.trim();
    }
  }

  /** Finds what computes a network, once its shapes are known, and lets it own the memory. */
  private interface Selecting {
    EngineSelection select(NetworkProbe.Findings findings) throws VersionRejectedException;
  }

  private LoadedVersion load(
      ModelId id,
      Digest digest,
      Probed network,
      Runnable closeNetwork,
      Selecting selecting,
      Optional<ModelDescriptor> stated,
      long started)
      throws VersionRejectedException, NetworkRejectedException {
    Runnable close = closeNetwork;
    boolean loaded = false;
    try {
      NetworkProbe.Findings findings =
          new NetworkProbe(network, time).probe(inputs(stated, network.inputs()));
      ModelDescriptor descriptor = stated.orElseGet(() -> DerivedDescriptor.of(id, findings));
      ModelSignature signature = signature(descriptor, findings);
      EngineSelection selected = selecting.select(findings);
      close = selected.engine()::close;
      LoadedVersion version =
          prove(
              descriptor,
              signature,
              predictor(id, digest, signature, selected.engine()),
              selected,
              findings.length(),
              started);
      loaded = true;
      return version;
    } finally {
      if (!loaded) {
        close.run();
      }
    }
  }

  private static ModelSignature signature(
      ModelDescriptor descriptor, NetworkProbe.Findings findings) throws VersionRejectedException {
    try {
      return new SignatureBinding(descriptor).signature(findings);
    } catch (IllegalArgumentException e) {
      // Names of a graph may differ in what a field's name cannot hold.
      throw new VersionRejectedException(
          e.getMessage() + ": name its inputs and outputs in a model.json", e);
    }
  }

  private Predictor predictor(ModelId id, Digest digest, ModelSignature signature, Engine engine) {
    ServingSettings serving = settings.apply(id.name());
    return new EnginePredictor(
        id, digest, signature, engine, serving.limits(), serving.deadline(), metrics, room, time);
  }

  private LoadedVersion prove(
      ModelDescriptor descriptor,
      ModelSignature signature,
      Predictor predictor,
      EngineSelection selected,
      int length,
      long started)
      throws VersionRejectedException {
    long built = time.nanoTime();
    GoldenCheck.check(predictor, descriptor.goldens());
    InstanceSource sample = WarmUp.sample(descriptor, length);
    WarmUp.run(predictor, sample);
    return new LoadedVersion(
        descriptor,
        signature,
        predictor,
        selected.engine().name(),
        selected.reason(),
        Duration.ofNanos(built - started).toMillis(),
        Duration.ofNanos(time.nanoTime() - built).toMillis(),
        sample,
        () -> {
          selected.engine().close();
          NativeHeap.trim();
        });
  }

  private static List<TensorSpec> inputs(Optional<ModelDescriptor> stated, List<TensorSpec> network)
      throws VersionRejectedException {
    return stated.isEmpty() ? network : new SignatureBinding(stated.get()).inputs(network);
  }
}
