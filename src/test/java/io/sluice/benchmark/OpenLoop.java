package io.sluice.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A load whose requests arrive on schedule, at equal distances, whatever the answers do. Latency
 * counts from the time a request was due, so that a stall of the server, or of this generator, is
 * paid by every request that was due in it; and from when its sending began beside that. One
 * thread, which makes no object for a request on a connection that stands.
 */
final class OpenLoop {
  private static final int READ_BYTES = 1 << 16;

  private final InetSocketAddress server;
  private final ByteBuffer request;
  private final Limits limits;

  private final Deque<LoadConnection> idle = new ArrayDeque<>();
  private final List<LoadConnection> open = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
  private Outcomes outcomes = new Outcomes();
  private long start;
  private double gap;
  private int busy;

  /**
   * How a load behaves.
   *
   * @param connections how many requests may be under way
   * @param look how often it looks for answers and for what is due: latencies are that exact
   * @param patience how long a request that is due waits for a free connection before it is given
   *     up as unsent
   * @param grace how long answers are waited for after the last request was sent
   */
  record Limits(int connections, Duration look, Duration patience, Duration grace) {}

  /**
   * @param request the bytes of the one request that is sent over and over
   */
  OpenLoop(InetSocketAddress server, byte[] request, Limits limits) {
    this.server = server;
    this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
    this.limits = limits;
  }

  /** Sends requests at a rate for a while, and waits for their answers. */
  Outcomes run(double perSecond, Duration length) throws IOException {
    outcomes = new Outcomes();
    long arrivals = (long) (perSecond * length.toNanos() / 1e9);
    gap = 1e9 / perSecond;
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try (Selector selector = Selector.open()) {
      start = System.nanoTime();
      long giveUp = due(arrivals) + limits.patience().plus(limits.grace()).toNanos();
      long next = 0;
      long now = start;
      while ((next < arrivals || busy > 0) && now < giveUp) {
        next = dispatch(selector, next, arrivals, now);
        if (selector.selectNow(this::proceed) == 0) {
          LockSupport.parkNanos(limits.look().toNanos());
        }
        now = System.nanoTime();
      }
      end(next, arrivals);
    }
    outcomes.cpu(
        Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu));
    return outcomes;
  }

  private long due(long index) {
    return start + (long) (index * gap);
  }

  /** Sends what is due; returns the first request that is not dealt with yet. */
  private long dispatch(Selector selector, long from, long arrivals, long now) {
    long next = from;
    for (long due = due(next); next < arrivals && due <= now; due = due(next)) {
      if (now - due > limits.patience().toNanos()) {
        record(due, now, now, Outcomes.UNSENT);
      } else if (idle.isEmpty() && busy >= limits.connections()) {
        break;
      } else {
        send(selector, due);
      }
      next++;
    }
    return next;
  }

  private void send(Selector selector, long due) {
    LoadConnection connection = idle.poll();
    long now = System.nanoTime();
    busy++;
    try {
      if (connection == null) {
        connection = new LoadConnection(server, selector, request);
        open.add(connection);
      }
      connection.send(due, now);
    } catch (IOException e) {
      broken(due, now, e);
      if (connection != null) {
        drop(connection);
      }
      busy--;
    }
  }

  private void proceed(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    boolean asked = connection.isBusy();
    int status;
    try {
      status = connection.proceed(buffer);
    } catch (IOException e) {
      // An idle connection that the server closed is nobody's failure.
      if (asked) {
        busy--;
        broken(connection.due(), connection.sent(), e);
      }
      drop(connection);
      return;
    }
    if (status != ResponseReader.MORE) {
      busy--;
      record(connection.due(), connection.sent(), System.nanoTime(), status);
      if (connection.isClosing()) {
        drop(connection);
      } else {
        idle.push(connection);
      }
    }
  }

  private void end(long next, long arrivals) {
    long now = System.nanoTime();
    for (long i = next; i < arrivals; i++) {
      record(due(i), now, now, Outcomes.UNSENT);
    }
    for (LoadConnection connection : open) {
      if (connection.isBusy()) {
        record(connection.due(), connection.sent(), now, Outcomes.UNANSWERED);
      }
      connection.close();
    }
    busy = 0;
    open.clear();
    idle.clear();
  }

  private void drop(LoadConnection connection) {
    connection.close();
    idle.remove(connection);
    open.remove(connection);
  }

  private void broken(long due, long sent, IOException why) {
    outcomes.failed(String.valueOf(why.getMessage()));
    record(due, sent, System.nanoTime(), Outcomes.BROKEN);
  }

  private void record(long due, long sent, long now, int status) {
    outcomes.add(due - start, sent - due, now - due, status);
  }
}
