package io.sluice.deployment;

import static io.sluice.deployment.KilledPushMain.DROPPED;
import static io.sluice.deployment.KilledPushMain.PUSHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.intake.ArchiveInspector;
import io.sluice.intake.IntakeLimits;
import io.sluice.runtime.plan.PlanExport;
import io.sluice.testing.IrisVersions;
import io.sluice.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 20: a process that pushes is killed before, or in the middle of, each change that it makes to
 * its data directory; between two of them the disk does not change, so these are all the states
 * that a kill can leave. A process of its own without a container, with the real rooms.
 */
final class Row20StepsTest {
  private static final boolean TRIAL = Rows.full();
  // Each process would spend most of its time on the start of ND4J, which graphs do without.
  private static final boolean GRAPHS = !Rows.full();
  private static final int AT_ONCE = 2;

  @TempDir private Path root;

  private final AtomicInteger runs = new AtomicInteger();
  private Map<Integer, String> answers = Map.of();
  private Path files = Path.of("");
  private Path template = Path.of("");

  /** What a round of kills adds up to. */
  private record Tally(int acknowledged, int lost, int unacknowledged) {}

  @BeforeEach
  void serveOnce() throws Exception {
    files = files();
    template = run(null);
    Path all = run(null);
    try (AfterKill server = new AfterKill(template)) {
      assertThat(server.committed()).containsExactly(1);
    }
    for (int version : new int[] {PUSHED, DROPPED}) {
      Files.move(incoming(all, version), all.resolve("models/iris").resolve("" + version));
    }
    try (AfterKill server = new AfterKill(all)) {
      answers = server.answers();
    }
    assertThat(answers).containsOnlyKeys(1, PUSHED, DROPPED);
    assertThat(Set.copyOf(answers.values())).hasSize(3);
  }

  @Test
  void row20_killedAtEachStepOfAPush_isOldOrNew() throws Exception {
    List<Kill> plan = new ArrayList<>();
    if (Rows.full()) {
      plan(plan, false);
    }
    plan(plan, true);
    List<Kill> chosen = choose(plan);
    List<Future<Tally>> rounds = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      chosen.forEach(kill -> rounds.add(pool.submit(() -> round(kill))));
    } finally {
      pool.shutdown();
    }
    int acknowledged = 0;
    int lost = 0;
    int unacknowledged = 0;
    List<Throwable> mixed = new ArrayList<>();
    for (Future<Tally> round : rounds) {
      try {
        acknowledged += round.get().acknowledged();
        lost += round.get().lost();
        unacknowledged += round.get().unacknowledged();
      } catch (ExecutionException e) {
        mixed.add(e.getCause());
      }
    }
    Rows.figure(
        20,
        "%d kills at %d of %d steps of start, push, drop and alias, %d of them half made: lost of"
            + " %d acknowledged %d, mixed or left over %d, whole though not acknowledged %d",
        chosen.size(),
        chosen.stream().map(kill -> kill.started() + kill.step().toString()).distinct().count(),
        plan.stream().filter(kill -> !kill.torn()).count(),
        chosen.stream().filter(Kill::torn).count(),
        acknowledged,
        lost,
        mixed.size(),
        unacknowledged);
    mixed.forEach(Throwable::printStackTrace);
    assertThat(mixed).isEmpty();
    assertThat(acknowledged).isPositive();
    assertThat(lost).isZero();
  }

  /**
   * One kill.
   *
   * @param started whether the data directory is one that a server has used before
   * @param torn whether half of the step is made
   */
  private record Kill(boolean started, KilledPush.Step step, boolean torn) {}

  /** Lists the steps, by a process that is killed at its end. */
  private void plan(List<Kill> plan, boolean started) throws IOException {
    Path run = run(started ? template : null);
    KilledPush whole = KilledPush.at(run, KilledPush.Step.NONE, false, TRIAL);
    assertThat(whole.acknowledged()).containsExactlyInAnyOrder(1, PUSHED, DROPPED);
    verify(run, whole);
    whole.steps().stream()
        // Those of the later phases are the same on both.
        .filter(step -> started || step.phase().equals("start") || step.phase().equals("boot"))
        .filter(step -> Rows.full() || step.phase().equals("push") || step.phase().equals("drop"))
        .forEach(
            step -> {
              plan.add(new Kill(started, step, false));
              if (step.what().equals("write")) {
                plan.add(new Kill(started, step, true));
              }
            });
    assertThat(plan).isNotEmpty();
  }

  /** So many kills, spread over all; at full size each step of a push is among them. */
  private static List<Kill> choose(List<Kill> all) {
    List<Kill> plan = new ArrayList<>(all);
    if (Rows.full()) {
      // H2 keeps its house when it starts, in hundreds of writes or few, as it has time.
      List<Kill> starts = plan.stream().filter(Row20StepsTest::isStart).toList();
      plan.removeAll(starts);
      int some = Math.min(starts.size(), Math.max(100, 300 - plan.size()));
      for (int i = 0; i < some; i++) {
        plan.add(starts.get((int) ((long) i * starts.size() / some)));
      }
    }
    int kills = Rows.full() ? Math.max(300, plan.size()) : 10;
    List<Kill> chosen = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      chosen.add(
          Rows.full()
              ? plan.get(i % plan.size())
              : plan.get((int) ((long) i * plan.size() / kills)));
    }
    return chosen;
  }

  private static boolean isStart(Kill kill) {
    return kill.step().phase().equals("start");
  }

  private Tally round(Kill kill) throws IOException {
    Path run = run(kill.started() ? template : null);
    KilledPush killed = KilledPush.at(run, kill.step(), kill.torn(), TRIAL);
    try {
      Tally tally = verify(run, killed);
      delete(run);
      return tally;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("killed at " + kill + ", it said " + killed.stopped(), e);
    }
  }

  private Tally verify(Path run, KilledPush killed) throws IOException {
    Set<Integer> lost = new TreeSet<>(killed.acknowledged());
    int unacknowledged;
    try (AfterKill server = new AfterKill(run)) {
      server.checkWhole(answers);
      server.checkProduction(killed.pointed());
      server.checkTidy();
      Set<Integer> present = server.answers().keySet();
      lost.removeAll(present);
      unacknowledged =
          (int) present.stream().filter(one -> !killed.acknowledged().contains(one)).count();
      if (Files.exists(run.resolve("models/iris/3"))) {
        assertThat(present).as("what lies in the models folder").contains(DROPPED);
      }
      // Whoever was not answered asks again.
      boolean there = present.contains(PUSHED);
      assertThat(server.pushAgain()).isEqualTo(!there);
      server.checkWhole(answers);
    }
    try (AfterKill server = new AfterKill(run)) {
      assertThat(server.answers()).containsKey(PUSHED);
      server.checkWhole(answers);
      server.checkTidy();
    }
    return new Tally(killed.acknowledged().size(), lost.size(), unacknowledged);
  }

  /** The version in the models folder, and those that are to come. */
  private Path files() throws Exception {
    Path made = root.resolve("files");
    for (int version = 1; version <= DROPPED; version++) {
      Path folder =
          version == 1 ? made.resolve("models").resolve("iris/1") : incoming(made, version);
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("model.json"), IrisVersions.descriptor(version));
      Path archive = Files.write(folder.resolve("model.zip"), IrisVersions.archive(version));
      if (GRAPHS) {
        byte[] graph = PlanExport.onnx(ArchiveInspector.inspect(archive, IntakeLimits.DEFAULTS));
        Files.write(folder.resolve("model.onnx"), graph);
        Files.delete(archive);
      }
    }
    return made;
  }

  /** A folder with what a process needs; its data directory is a copy, or not there yet. */
  private Path run(Path from) throws IOException {
    Path run = Files.createDirectories(root.resolve("run" + runs.incrementAndGet()));
    copy(files, run);
    if (from != null) {
      copy(from.resolve("data"), run.resolve("data"));
    }
    return run;
  }

  private static Path incoming(Path run, int version) {
    return run.resolve("incoming").resolve(Integer.toString(version));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path there = to.resolve(from.relativize(file).toString());
        if (!Files.isDirectory(there)) {
          Files.copy(file, there);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
