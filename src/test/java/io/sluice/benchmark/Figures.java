package io.sluice.benchmark;

import java.util.Map;
import java.util.Set;

/** What one run measures; each record is a row of the table and an object of the JSON. */
final class Figures {
  private Figures() {}

  /**
   * From {@code payara/serve} to ready, with the sample models.
   *
   * @param seconds wall time
   */
  record Start(double seconds) {}

  /**
   * One network in this process, without HTTP. Times in microseconds a batch, median of rounds.
   *
   * @param rows of the batch
   * @param raw ONNX Runtime alone: numbers copied to native memory, run, copied back
   * @param plan the engine that Sluice serves with
   * @param deeplearning4j the network's own {@code output}
   */
  record Inference(String network, int rows, double raw, double plan, double deeplearning4j) {
    double planOverRaw() {
      return plan / raw;
    }
  }

  /**
   * What the JSON codec costs.
   *
   * @param values numbers of the request
   * @param readMicros time to decode it
   * @param readBytes heap allocated by decoding it
   * @param writeMicros time to encode an answer of as many numbers
   * @param writeBytes heap allocated by encoding it
   */
  record Codec(
      int values, double readMicros, long readBytes, double writeMicros, long writeBytes) {}

  /**
   * One server under a closed loop.
   *
   * @param p50 in ms, as p99 and p999
   * @param cpuMicros processor time of the server a request
   * @param rssMebibytes of the server after the run
   * @param failed answers that were no success, and broken connections
   */
  record Load(
      String network,
      Format format,
      String server,
      int connections,
      double perSecond,
      double p50,
      double p99,
      double p999,
      double cpuMicros,
      long rssMebibytes,
      long failed) {

    /** The mean of two runs of the same case. */
    Load mean(Load other) {
      return new Load(
          network,
          format,
          server,
          connections,
          (perSecond + other.perSecond) / 2,
          (p50 + other.p50) / 2,
          (p99 + other.p99) / 2,
          (p999 + other.p999) / 2,
          (cpuMicros + other.cpuMicros) / 2,
          Math.max(rssMebibytes, other.rssMebibytes),
          failed + other.failed);
    }
  }

  /**
   * An open loop at half of the capacity of Sluice; latencies in ms.
   *
   * @param server who answers
   * @param perSecond requests due
   * @param sentP99 the 99th percentile from when a request was sent: without the generator's own
   *     lateness
   * @param failed requests that were not answered with 200
   */
  record HalfLoad(
      String network,
      String server,
      double perSecond,
      double p50,
      double p99,
      double p999,
      double sentP99,
      long failed) {}

  /**
   * What the machine takes away from threads that only read the clock.
   *
   * @param share of their time, in stalls of more than 0.3 ms
   * @param longestMillis the longest of them
   */
  record Stalls(double share, double longestMillis) {}

  /**
   * An open loop far beyond capacity; latencies in ms from when a request was due.
   *
   * @param peakBefore answers with 200 a second that the same generator got before, at the rate
   *     about the capacity of a closed loop that gave the most
   * @param peakAfter the same afterwards
   * @param times how many times the peak before is offered
   * @param offered requests due a second
   * @param sent requests sent a second; less than offered where no connection became free in time
   * @param seconds how long
   * @param good answers with 200 a second
   * @param p50 of those with 200
   * @param p99 of those with 200
   * @param refusedP50 of those with 429 or 503
   * @param refusedP99 of those with 429 or 503
   * @param refusedFromSentP99 of those with 429 or 503, from when they were sent
   * @param statuses how many of each; -1 never sent for want of a connection, -2 broken, -3 without
   *     an answer at the end
   * @param queueTimeoutMillis what the server is configured with
   * @param recoveryMillis from the end of the load until every request is well again; negative if
   *     that was not seen
   * @param cost where the processor time went
   */
  record Overload(
      String network,
      double peakBefore,
      double peakAfter,
      int times,
      double offered,
      double sent,
      double seconds,
      double good,
      double p50,
      double p99,
      double refusedP50,
      double refusedP99,
      double refusedFromSentP99,
      Map<Integer, Long> statuses,
      double queueTimeoutMillis,
      double recoveryMillis,
      OverloadCost cost) {

    double peak() {
      return (peakBefore + peakAfter) / 2;
    }

    double goodShare() {
      return good / peak();
    }

    /** The same for each core that the generator left to the server. */
    double goodShareOfLeft() {
      return goodShare() * (cost.cores() - cost.peakLoad()) / (cost.cores() - cost.load());
    }

    /** Processor time of the generator for a request, in us. */
    double loadMicros() {
      return cost.load() / sent * 1e6;
    }

    /** Requests that were sent and got anything but 200, 429 or 503. */
    long errors() {
      return statuses.entrySet().stream()
          .filter(entry -> !Set.of(200, 429, 503, Outcomes.UNSENT).contains(entry.getKey()))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  /**
   * Processor time of an overload, in cores: seconds a second.
   *
   * @param cores of the machine
   * @param peakServer of the server at the peak
   * @param peakLoad of the generator at the peak
   * @param server of the server in the overload
   * @param load of the generator in the overload
   * @param refusalMicros of the server for a refusal, if an answer with 200 costs what it does at
   *     the peak
   * @param scheduling how the generator is scheduled
   */
  record OverloadCost(
      int cores,
      double peakServer,
      double peakLoad,
      double server,
      double load,
      double refusalMicros,
      String scheduling) {}
}
