package io.sluice.rest;

import io.sluice.model.TimeSource;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines of the access log go: to the logger, or into a file of their own, as JSON, one
 * object a line, written away from the requests in blocks. Most of many refusals are one line, as
 * {@link RefusedRequests} has it, in either. Of the file: A line that finds no room is lost and
 * counted; the file says how many. At {@value #LARGEST} bytes it is kept as {@code <name>.1}, and
 * that as {@code <name>.2}, up to {@value #KEPT}.
 */
@ApplicationScoped
public class AccessFile {
  /** Bytes above which a new file is begun. */
  static final long LARGEST = 10_000_000;

  /** How many full files are kept. */
  static final int KEPT = 4;

  private static final System.Logger LOG = System.getLogger(AccessFile.class.getName());
  private static final String NONE = "none";

  /** How many lines may wait to be written. */
  static final int WAITING = 8192;

  /** Short, so that the pieces are small: who waits for a core meanwhile waits for all of one. */
  private static final int PERIOD_MILLIS = 10;

  private static final long SUM_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final System.Logger LINES = System.getLogger(AccessLogFilter.LOGGER);

  private final BlockingQueue<AccessLine> waiting = new ArrayBlockingQueue<>(WAITING);
  private final LongAdder lost = new LongAdder();
  private final RefusedRequests refused = new RefusedRequests();
  private final List<AccessLine> block = new ArrayList<>(WAITING);
  private final TimeSource time;
  private @Nullable Path file;
  private long summedNanos;
  private @Nullable ScheduledFuture<?> writing;

  @Resource private @Nullable ManagedScheduledExecutorService executor;

  /** For the container. */
  public AccessFile() {
    this(TimeSource.SYSTEM, null);
  }

  AccessFile(TimeSource time, @Nullable Path file) {
    this.time = time;
    this.file = file;
  }

  @Inject
  void configure(@ConfigProperty(name = "sluice.access-log.file") String path) {
    file = path.equals(NONE) ? null : Path.of(path);
  }

  @PostConstruct
  void start() {
    if (executor != null) {
      long period = file == null ? TimeUnit.NANOSECONDS.toMillis(SUM_NANOS) : PERIOD_MILLIS;
      writing = executor.scheduleWithFixedDelay(this::write, period, period, TimeUnit.MILLISECONDS);
    }
  }

  /** Whether anybody takes lines. */
  boolean isWanted() {
    return file != null || LINES.isLoggable(Level.INFO);
  }

  /** Takes one line, to be written soon. */
  void add(AccessRecord line) {
    if (!refused.sum(line)) {
      log(line);
    }
  }

  private void log(AccessRecord line) {
    if (file == null) {
      LINES.log(Level.INFO, line.toString(), line.members());
    } else if (!waiting.offer(new AccessLine(time.now().toEpochMilli(), line))) {
      lost.increment();
    }
  }

  @PreDestroy
  void stop() {
    if (writing != null) {
      writing.cancel(false);
    }
    refused.write(this::log);
    write();
  }

  /** Writes what waits. */
  public synchronized void write() {
    long now = time.nanoTime();
    if (now - summedNanos > SUM_NANOS) {
      summedNanos = now;
      refused.write(this::log);
    }
    Path target = file;
    if (target == null || (waiting.isEmpty() && lost.sum() == 0)) {
      return;
    }
    waiting.drainTo(block);
    StringBuilder text = new StringBuilder(block.size() * 256 + 64);
    block.forEach(line -> line.appendTo(text));
    block.clear();
    long gone = lost.sumThenReset();
    if (gone > 0) {
      text.append("{\"lostLines\":").append(gone).append("}\n");
    }
    try {
      append(target, text.toString().getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The access log " + target + " cannot be written", e);
    }
  }

  private static void append(Path file, byte[] lines) throws IOException {
    if (Files.exists(file) && Files.size(file) + lines.length > LARGEST) {
      for (int kept = KEPT - 1; kept >= 0; kept--) {
        Path older = kept == 0 ? file : numbered(file, kept);
        if (Files.exists(older)) {
          Files.move(older, numbered(file, kept + 1), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(lines);
    }
  }

  private static Path numbered(Path file, int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }
}
