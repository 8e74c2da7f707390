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
 * The access log as a file of its own: JSON, one object a line, written away from the requests in
 * blocks. A line that finds no room is lost and counted; the file says how many. At {@value
 * #LARGEST} bytes it is kept as {@code <name>.1}, and that as {@code <name>.2}, up to {@value
 * #KEPT}.
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

  private static final int PERIOD_MILLIS = 50;

  private final BlockingQueue<AccessLine> waiting = new ArrayBlockingQueue<>(WAITING);
  private final LongAdder lost = new LongAdder();
  private final List<AccessLine> block = new ArrayList<>(WAITING);
  private final TimeSource time;
  private @Nullable Path file;

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
    if (file != null && executor != null) {
      writing =
          executor.scheduleWithFixedDelay(
              this::write, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Whether there is such a file; otherwise the logger takes the lines. */
  public boolean isUsed() {
    return file != null;
  }

  /** Takes one line, to be written soon. */
  void add(AccessRecord line) {
    if (!waiting.offer(new AccessLine(time.now().toEpochMilli(), line))) {
      lost.increment();
    }
  }

  @PreDestroy
  void stop() {
    if (writing != null) {
      writing.cancel(false);
    }
    write();
  }

  /** Writes what waits. */
  public synchronized void write() {
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
