package io.sluice.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.testing.Rows;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients that ask one model without a pause, and remember what it answered. */
final class RowLoad implements AutoCloseable {
  private final String model;
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final Map<String, Set<String>> answers = new ConcurrentHashMap<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private volatile Queue<Long> times = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;
  private long count;

  RowLoad(String model, int threads) {
    this.model = model;
    for (int i = 0; i < threads; i++) {
      clients.execute(this::ask);
    }
  }

  private void ask() {
    while (!ended) {
      long begin = System.nanoTime();
      try {
        HttpResponse<String> answer = RowServer.predict(RowServer.SERVER, RowServer.path(model));
        times.add(System.nanoTime() - begin);
        if (answer.statusCode() == 200) {
          JsonNode tree = Pusher.tree(answer);
          answers
              .computeIfAbsent(
                  tree.path("version").asText(), version -> ConcurrentHashMap.newKeySet())
              .add(tree.path("predictions").toString());
        } else {
          errors.add(answer.statusCode() + " " + answer.body());
        }
      } catch (AssertionError e) {
        errors.add(e.toString());
      }
    }
  }

  /** The 99th percentile since the last call, in milliseconds. */
  double p99() {
    Queue<Long> taken = times;
    times = new ConcurrentLinkedQueue<>();
    long[] nanos = taken.stream().mapToLong(Long::longValue).toArray();
    count += nanos.length;
    return Rows.p99Millis(nanos);
  }

  /** How many answers the calls of {@link #p99} were about. */
  long count() {
    return count;
  }

  /** What was not answered with 200. */
  Queue<String> errors() {
    return errors;
  }

  /** All different predictions, by the version that claimed to have made them. */
  Map<String, Set<String>> answers() {
    return answers;
  }

  @Override
  public void close() {
    stop();
  }

  /** Asks no more, and waits for the last answers. */
  void stop() {
    ended = true;
    clients.shutdown();
    try {
      if (!clients.awaitTermination(2, TimeUnit.MINUTES)) {
        throw new AssertionError("a client still waits for its answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
