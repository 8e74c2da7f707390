package io.sluice.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Drives a server with wrk: a closed loop, each connection sends its next request when the last one
 * is answered. A server that stalls is therefore asked less while it stalls, and the stall counts
 * once (coordinated omission): tails under a load that does not wait are {@link OpenLoop}'s to say.
 */
final class Wrk {
  private static final String MARK = "BENCH ";
  private static final double MICROS = 1e6;
  private static final double MILLI = 1e3;

  private final Path script;

  /**
   * @param script the Lua script that prints the figures
   */
  Wrk(Path script) {
    this.script = script;
  }

  /**
   * What one run of wrk told.
   *
   * @param requests answered
   * @param perSecond answered with 2xx or 3xx: a refusal is no answer
   * @param p50 latency in ms that half of the answers stayed below
   * @param p99 latency in ms that 99 % stayed below
   * @param p999 latency in ms that 99.9 % stayed below
   * @param failed answers outside 2xx and 3xx, and errors of connections
   */
  record Result(
      long requests, double perSecond, double p50, double p99, double p999, long failed) {}

  /**
   * Runs wrk with one thread.
   *
   * @param address what is asked
   * @param body the file of the request's body
   * @param format what the body is and what is wanted back
   */
  Result run(String address, Path body, Format format, int connections, int seconds)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "wrk",
            "--threads",
            "1",
            "--connections",
            Integer.toString(connections),
            "--duration",
            seconds + "s",
            "--timeout",
            "10s",
            "--script",
            script.toString(),
            address);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "BENCH_BODY", body.toString(),
                "BENCH_CONTENT_TYPE", format.contentType(),
                "BENCH_ACCEPT", format.accept()));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("wrk failed:\n" + output);
    }
    return parse(output);
  }

  /**
   * Reads the line that the script prints.
   *
   * @throws IOException if there is none
   */
  static Result parse(String output) throws IOException {
    String line =
        output
            .lines()
            .filter(each -> each.startsWith(MARK))
            .findFirst()
            .orElseThrow(() -> new IOException("wrk said nothing of use:\n" + output));
    JsonNode node = new ObjectMapper().readTree(line.substring(MARK.length()));
    long failed = 0;
    for (String kind : List.of("connect", "read", "write", "status", "timeout")) {
      failed += node.required(kind).asLong();
    }
    long requests = node.required("requests").asLong();
    return new Result(
        requests,
        (requests - node.required("status").asLong()) * MICROS / node.required("micros").asLong(),
        node.required("p50").asLong() / MILLI,
        node.required("p99").asLong() / MILLI,
        node.required("p999").asLong() / MILLI,
        failed);
  }
}
