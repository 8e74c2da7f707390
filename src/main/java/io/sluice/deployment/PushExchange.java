package io.sluice.deployment;

import io.sluice.intake.Intake;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Requester;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of a push from its body to its answer, for both resources that take one. */
final class PushExchange {
  private final Intake intake;
  private final VersionPush push;
  private final PushJobs jobs;
  private final PushAnswers answers;
  private final Duration longest;
  private final boolean keras;
  private final long maxDataset;

  /**
   * @param longest how long a caller waits before he gets 202
   * @param keras whether Keras files are converted
   * @param maxDataset the most bytes of a data set that comes with a model
   */
  PushExchange(
      Intake intake,
      VersionPush push,
      PushJobs jobs,
      PushAnswers answers,
      Duration longest,
      boolean keras,
      long maxDataset) {
    this.intake = intake;
    this.push = push;
    this.jobs = jobs;
    this.answers = answers;
    this.longest = longest;
    this.keras = keras;
    this.maxDataset = maxDataset;
  }

  /**
   * What a push asks for beside its body.
   *
   * @param version null for the next number
   */
  record Wish(
      ModelName model,
      @Nullable ModelVersion version,
      boolean dryRun,
      boolean allowBreaking,
      Requester requester) {

    /**
     * Reads what the query says.
     *
     * @throws io.sluice.model.ServingException if a switch is neither true nor false
     */
    static Wish of(
        ModelName model,
        @Nullable ModelVersion version,
        @Nullable String dryRun,
        @Nullable String allowBreaking,
        HttpServletRequest request) {
      return new Wish(
          model,
          version,
          Parameters.flag("dryRun", dryRun),
          Parameters.flag("allowBreaking", allowBreaking),
          Requesters.of(request));
    }
  }

  /** Pushes a body that is the model itself. */
  Response raw(Wish wish, InputStream body, HttpHeaders headers) {
    return answer(wish, headers, () -> PushBody.raw(intake, body, headers, keras));
  }

  /** Pushes a form of parts. */
  Response form(Wish wish, List<EntityPart> parts, HttpHeaders headers) {
    return answer(wish, headers, () -> PushBody.form(intake, parts, headers, keras, maxDataset));
  }

  private interface Reading {
    PushBody read() throws IOException;
  }

  private Response answer(Wish wish, HttpHeaders headers, Reading reading) {
    jobs.enter();
    boolean started = false;
    PushJob job;
    try {
      PushBody body = reading.read();
      try {
        job = jobs.start(wish.model(), () -> carryOut(wish, body));
        started = true;
      } finally {
        if (!started) {
          body.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the body of a push could not be read", e);
    } finally {
      if (!started) {
        jobs.leave();
      }
    }
    Duration wait = Preference.wait(headers.getHeaderString("Prefer"), longest);
    return PushJobs.await(job, wait)
        ? answers.version(PushJobs.result(job))
        : PushAnswers.accepted(job);
  }

  private PushedVersion carryOut(Wish wish, PushBody body) {
    try (body) {
      return push.push(
          new PushOrder(
              wish.model(),
              wish.version(),
              body.format(),
              body.staged(),
              body.descriptor(),
              body.signed(),
              body.dataset(),
              wish.dryRun(),
              wish.allowBreaking(),
              wish.requester()));
    }
  }
}
