package io.sluice.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A load whose requests arrive on schedule, at equal distances, whatever the answers do. Latency
 * counts from the time a request was due, so that a stall of the server, or of this generator, is
 * paid by every request that was due in it. One thread; it looks about every 50 us, and latencies
 * are that exact.
 */
final class OpenLoop {
  private static final long LOOK_NANOS = 50_000;
  private static final int READ_BYTES = 1 << 16;

  private final InetSocketAddress server;
  private final ByteBuffer request;
  private final int maxConnections;
  private final Duration patience;

  private final Deque<Long> due = new ArrayDeque<>();
  private final Deque<LoadConnection> idle = new ArrayDeque<>();
  private final Set<LoadConnection> busy = new HashSet<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
  private Outcomes outcomes = new Outcomes();
  private long start;

  /**
   * @param request the bytes of the one request that is sent over and over
   * @param maxConnections how many requests may be under way
   * @param patience how long a request that is due waits for a free connection before it is given
   *     up as unsent, and how long answers are waited for after the last request
   */
  OpenLoop(InetSocketAddress server, byte[] request, int maxConnections, Duration patience) {
    this.server = server;
    this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
    this.maxConnections = maxConnections;
    this.patience = patience;
  }

  /** Sends requests at a rate for a while, and waits for their answers. */
  Outcomes run(double perSecond, Duration length) throws IOException {
    outcomes = new Outcomes();
    long arrivals = (long) (perSecond * length.toNanos() / 1e9);
    double gap = 1e9 / perSecond;
    try (Selector selector = Selector.open()) {
      start = System.nanoTime();
      long giveUp = start + length.toNanos() + patience.toNanos();
      long sent = 0;
      while (sent < arrivals || !due.isEmpty() || !busy.isEmpty()) {
        long now = System.nanoTime();
        if (now > giveUp) {
          break;
        }
        while (sent < arrivals && start + (long) (sent * gap) <= now) {
          due.add(start + (long) (sent++ * gap));
        }
        dispatch(selector, now);
        if (selector.selectNow(this::proceed) == 0) {
          LockSupport.parkNanos(LOOK_NANOS);
        }
      }
      end();
    }
    return outcomes;
  }

  private void dispatch(Selector selector, long now) {
    while (!due.isEmpty()) {
      long intended = due.element();
      if (now - intended > patience.toNanos()) {
        due.remove();
        record(intended, now, Outcomes.UNSENT);
        continue;
      }
      if (idle.isEmpty() && busy.size() >= maxConnections) {
        return;
      }
      due.remove();
      send(selector, intended);
    }
  }

  private void send(Selector selector, long intended) {
    LoadConnection connection = idle.poll();
    try {
      if (connection == null) {
        connection = new LoadConnection(server, selector, request);
      }
      busy.add(connection);
      connection.send(intended);
    } catch (IOException e) {
      record(intended, System.nanoTime(), Outcomes.BROKEN);
      if (connection != null) {
        drop(connection);
      }
    }
  }

  private void proceed(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    int status;
    try {
      status = connection.proceed(buffer);
    } catch (IOException e) {
      // An idle connection that the server closed is nobody's failure.
      if (busy.contains(connection)) {
        record(connection.intended(), System.nanoTime(), Outcomes.BROKEN);
      }
      drop(connection);
      return;
    }
    if (status != ResponseReader.MORE) {
      record(connection.intended(), System.nanoTime(), status);
      if (connection.isClosing()) {
        drop(connection);
      } else {
        busy.remove(connection);
        idle.push(connection);
      }
    }
  }

  private void end() {
    long now = System.nanoTime();
    due.forEach(intended -> record(intended, now, Outcomes.UNSENT));
    due.clear();
    busy.forEach(connection -> record(connection.intended(), now, Outcomes.UNANSWERED));
    busy.forEach(LoadConnection::close);
    busy.clear();
    idle.forEach(LoadConnection::close);
    idle.clear();
  }

  private void drop(LoadConnection connection) {
    connection.close();
    busy.remove(connection);
    idle.remove(connection);
  }

  private void record(long intended, long now, int status) {
    outcomes.add(intended - start, now - intended, status);
  }
}
