package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Caller;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Role;
import io.sluice.model.TimeSource;
import io.sluice.testing.FakePredictor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts that a push is made of. */
class PushPartsTest {
  private static final Duration MOST = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "all; 1,2,3,4",
        "latest:2; 1,3,4",
        "latest:1; 1,4",
        "2; 1,2",
        "2, 3; 1,2,3",
        "9; 1",
      })
  void wanted_policy_keepsWhatItSaysAndWhatAliasesNeed(String policy, String wanted) {
    assertThat(LoadPolicy.parse(policy).wanted(versions("1,2,3,4"), versions("1")))
        .isEqualTo(versions(wanted));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "latest", "latest:0", "latest:99999", "1,", "none", "0"})
  void parse_noPolicy_saysWhatIsOne(String text) {
    assertThatThrownBy(() -> LoadPolicy.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("latest:<number>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "-; 30",
        "respond-async; 0",
        "Respond-Async; 0",
        "respond-async, wait=10; 10",
        "wait=10, respond-async; 10",
        "wait = 5; 5",
        "wait=500; 30",
        "return=minimal; 30",
        "wait=x; 30",
        "handling=lenient, wait=7; 7",
      })
  void wait_header_isWhatItAsksForUpToTheMost(String header, long seconds) {
    assertThat(Preference.wait(header, MOST).toSeconds()).isEqualTo(seconds);
  }

  @Test
  void check_modelThatDoesNotFit_isRefusedWithTheFigures(@TempDir Path machine) throws Exception {
    Path meminfo = machine.resolve("meminfo");
    Files.writeString(meminfo, "MemTotal: 4000000 kB\nMemAvailable:   1048576 kB\n");
    MemoryAdmission memory = new MemoryAdmission(meminfo, machine.resolve("none"), 256L << 20);

    memory.check(384L << 20);
    assertThatThrownBy(() -> memory.check(385L << 20))
        .isInstanceOf(ChangeException.class)
        .hasMessageContaining("needs 770 MiB")
        .hasMessageContaining("768 MiB are free");
  }

  @Test
  void free_controlGroup_boundsWhatTheMachineHas(@TempDir Path machine) throws Exception {
    Path meminfo = machine.resolve("meminfo");
    Files.writeString(meminfo, "MemAvailable: 1048576 kB\n");
    Files.writeString(machine.resolve("memory.max"), "500\n");
    Files.writeString(machine.resolve("memory.current"), "200\n");
    MemoryAdmission memory = new MemoryAdmission(meminfo, machine, 0);

    assertThat(memory.free()).hasValue(300);
    Files.writeString(machine.resolve("memory.max"), "max\n");
    assertThat(memory.free()).hasValue(1L << 30);
  }

  @Test
  void free_whereNobodyTells_admits(@TempDir Path machine) {
    MemoryAdmission memory = new MemoryAdmission(machine.resolve("a"), machine.resolve("b"), 0);

    assertThat(memory.free()).isEmpty();
    memory.check(1L << 50);
  }

  @Test
  void enter_noPlaceLeft_isRefusedUntilAPushHasEnded() {
    Queue<Runnable> queue = new ArrayDeque<>();
    PushJobs jobs = new PushJobs(queue::add, 1, TimeSource.SYSTEM);
    jobs.enter();
    PushJob job = jobs.start(new ModelName("rent"), () -> pushed(1));

    assertThatThrownBy(jobs::enter).isInstanceOf(ChangeException.class);
    assertThat(PushJobs.await(job, Duration.ZERO)).isFalse();
    queue.remove().run();

    assertThat(PushJobs.await(job, Duration.ZERO)).isTrue();
    assertThat(PushJobs.result(jobs.find(job.id().toString(), Caller.SYSTEM)).made()).isTrue();
    jobs.enter();
  }

  @Test
  void result_ofAFailedPush_isItsRefusal() {
    PushJobs jobs = new PushJobs(Runnable::run, 1, TimeSource.SYSTEM);
    jobs.enter();
    PushJob job =
        jobs.start(
            new ModelName("rent"),
            () -> {
              throw new ChangeException(ChangeException.Kind.ARCHIVE_REJECTED, "no zip");
            });

    assertThat(PushJobs.await(job, Duration.ZERO)).isTrue();
    assertThatThrownBy(() -> PushJobs.result(job))
        .isInstanceOf(ChangeException.class)
        .hasMessage("no zip");
  }

  @Test
  void find_unknownOrNoId_isNotFound() {
    PushJobs jobs = new PushJobs(Runnable::run, 1, TimeSource.SYSTEM);

    for (String id : List.of("", "x", "0f8fad5b-d9cb-469f-a165-70867728950e")) {
      assertThatThrownBy(() -> jobs.find(id, Caller.SYSTEM))
          .isInstanceOfSatisfying(
              ChangeException.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(ChangeException.Kind.PUSH_NOT_FOUND));
    }
  }

  @Test
  void find_pushOfAnothersModel_isNotFound() {
    PushJobs jobs = new PushJobs(Runnable::run, 1, TimeSource.SYSTEM);
    jobs.enter();
    String id = jobs.start(new ModelName("rent"), () -> pushed(1)).id().toString();
    Caller tenant =
        new Caller("key:tenant", Set.of(Role.MODEL_ADMIN), Set.of(new ModelName("iris")));

    assertThatThrownBy(() -> jobs.find(id, tenant))
        .isInstanceOf(ChangeException.class)
        .hasMessage("there is no such push");
  }

  @Test
  void start_thousandsOfPushes_forgetsTheOldest() {
    PushJobs jobs = new PushJobs(Runnable::run, 1, TimeSource.SYSTEM);
    PushJob first = null;
    PushJob last = null;
    for (int i = 0; i < 1001; i++) {
      jobs.enter();
      last = jobs.start(new ModelName("rent"), () -> pushed(1));
      first = first == null ? last : first;
    }

    String oldest = first.id().toString();
    assertThatThrownBy(() -> jobs.find(oldest, Caller.SYSTEM)).isInstanceOf(ChangeException.class);
    assertThat(jobs.find(last.id().toString(), Caller.SYSTEM)).isSameAs(last);
  }

  private static PushedVersion pushed(int version) {
    return new PushedVersion(FakePredictor.constant("rent", version, 1).ready(), true);
  }

  private static Set<ModelVersion> versions(String list) {
    return Arrays.stream(list.split(",")).map(ModelVersion::parse).collect(Collectors.toSet());
  }
}
