package io.sluice.deployment;

import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Refuses a model that does not fit into memory beside those that serve: to find out by loading it
 * would end the server, for the kernel kills the process that asks.
 */
final class MemoryAdmission {
  /**
   * While a version is built its parameters are there twice: as read, and as its engine has them.
   */
  private static final int COPIES = 2;

  private static final long KIB = 1024;
  private static final long MIB = KIB * KIB;

  private final Path meminfo;
  private final Path controlGroup;
  private final long reserve;

  /**
   * @param reserve bytes that must be left for everything else
   */
  MemoryAdmission(long reserve) {
    this(Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup"), reserve);
  }

  /**
   * @param meminfo as Linux has it in {@code /proc}; need not be there
   * @param controlGroup folder of the control group's figures; need not be there
   */
  MemoryAdmission(Path meminfo, Path controlGroup, long reserve) {
    this.meminfo = meminfo;
    this.controlGroup = controlGroup;
    this.reserve = reserve;
  }

  /**
   * @param parameterBytes what the parameters take once
   * @throws ChangeException if they do not fit
   */
  void check(long parameterBytes) {
    OptionalLong free = free();
    long needed = parameterBytes * COPIES;
    if (free.isPresent() && needed + reserve > free.getAsLong()) {
      throw new ChangeException(
          Kind.INSUFFICIENT_MEMORY,
          "the model needs %d MiB beside those that serve, and %d MiB are free"
              .formatted(needed / MIB, Math.max(0, free.getAsLong() - reserve) / MIB));
    }
  }

  /** Bytes that can still be had; empty where the platform does not tell. */
  OptionalLong free() {
    return Stream.of(available(), ofControlGroup())
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .min();
  }

  private OptionalLong available() {
    try (Stream<String> lines = Files.lines(meminfo)) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
          .findFirst();
    } catch (IOException | java.io.UncheckedIOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** What is left below the group's limit, version 2 of control groups, then version 1. */
  private OptionalLong ofControlGroup() {
    OptionalLong second = left("memory.max", "memory.current");
    return second.isPresent()
        ? second
        : left("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes");
  }

  private OptionalLong left(String limit, String used) {
    try {
      String most = Files.readString(controlGroup.resolve(limit)).strip();
      String now = Files.readString(controlGroup.resolve(used)).strip();
      return most.equals("max")
          ? OptionalLong.empty()
          : OptionalLong.of(Math.max(0, Long.parseLong(most) - Long.parseLong(now)));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
