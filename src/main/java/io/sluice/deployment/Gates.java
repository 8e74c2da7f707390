package io.sluice.deployment;

import io.sluice.intake.Intake;
import io.sluice.intake.StagedFile;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.GateLimit;
import io.sluice.model.GateTerms;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ServingException;
import io.sluice.model.Task;
import io.sluice.repository.DescriptorReader;
import io.sluice.repository.InvalidDescriptorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the gate of a version. The operators' word, in the configuration, is the stronger one: what
 * a descriptor says comes with the model, which is not trusted, and can add limits but not take one
 * away or have the operators' be measured on other rows.
 */
final class Gates {
  private final GateConfig config;

  Gates(GateConfig config) {
    this.config = config;
  }

  /**
   * The gate of a version.
   *
   * @param descriptor its {@code model.json} as text; null if it has none
   * @param sent the data set that came with it; null if none did. It stays the caller's
   * @return null if nothing is asked of it
   * @throws ChangeException of the kind {@code ARCHIVE_REJECTED} if the gate cannot be what it
   *     says, or its data set is not there
   * @throws IOException if the disk fails
   */
  @Nullable Gate open(
      ModelId id, @Nullable String descriptor, @Nullable SentDataset sent, Intake intake)
      throws IOException {
    GateTerms ours = config.terms(id.name());
    ModelDescriptor described = read(id, descriptor);
    GateTerms theirs = described == null ? GateTerms.NONE : described.gate();
    List<GateLimit> limits = new ArrayList<>(ours.limits());
    theirs.limits().stream().filter(limit -> !limits.contains(limit)).forEach(limits::add);
    if (limits.isEmpty()) {
      if (sent != null) {
        throw Gate.rejected("a data set was sent, but no gate has a limit that needs it");
      }
      return null;
    }
    Task task = described == null ? Task.TENSOR : described.task();
    try {
      limits.forEach(limit -> GateFigures.check(limit, task));
    } catch (IllegalArgumentException e) {
      throw Gate.rejected(String.valueOf(e.getMessage()));
    }
    boolean needed = limits.stream().anyMatch(limit -> !limit.isLatency());
    if (!needed) {
      return new Gate(limits, null, null, config.maxRows());
    }
    return ours.dataset() == null
        ? new Gate(
            limits,
            data(theirs, sent, intake),
            ours.target() == null ? theirs.target() : ours.target(),
            config.maxRows())
        : new Gate(limits, kept(ours.dataset(), intake), ours.target(), config.maxRows());
  }

  private Gate.Data data(GateTerms theirs, @Nullable SentDataset sent, Intake intake)
      throws IOException {
    Gate.Data data;
    if (sent != null) {
      String name = theirs.dataset();
      data = new Gate.Data(sent.file(), name == null ? sent.name() : name, true);
    } else if (theirs.dataset() != null) {
      data = kept(theirs.dataset(), intake);
    } else {
      throw Gate.rejected("the gate needs a data set: it names none, and none was sent");
    }
    if (theirs.digest() != null && !theirs.digest().equals(data.file().digest())) {
      if (!data.sent()) {
        data.file().close();
      }
      throw Gate.rejected(
          "the data set '%s' has the digest %s, not %s"
              .formatted(data.name(), data.file().digest(), theirs.digest()));
    }
    return data;
  }

  /** A copy of one that operators keep, so that it is the same for digest and measurement. */
  private Gate.Data kept(String name, Intake intake) throws IOException {
    Path file = config.datasetsDir().resolve(GateTerms.dataset(name));
    try {
      StagedFile copy = intake.stageData(file, config.maxBytes());
      return new Gate.Data(copy, name, false);
    } catch (NoSuchFileException e) {
      throw new ChangeException(
          Kind.ARCHIVE_REJECTED,
          "GATE_INVALID",
          "there is no data set '%s' in the folder of data sets".formatted(name),
          List.of(),
          e);
    } catch (ServingException e) {
      throw new ChangeException(
          Kind.ARCHIVE_REJECTED,
          "GATE_INVALID",
          "the data set '%s' is larger than %d bytes".formatted(name, config.maxBytes()),
          List.of(),
          e);
    }
  }

  /** One that cannot be read asks for nothing: the intake says what is wrong with it. */
  private static @Nullable ModelDescriptor read(ModelId id, @Nullable String descriptor) {
    if (descriptor == null) {
      return null;
    }
    try {
      return DescriptorReader.read(
          id, Descriptors.withVersion(id, descriptor).getBytes(StandardCharsets.UTF_8));
    } catch (InvalidDescriptorException e) {
      return null;
    }
  }
}
