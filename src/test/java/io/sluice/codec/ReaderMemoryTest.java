package io.sluice.codec;

import static io.sluice.codec.Readings.CSV;
import static io.sluice.codec.Readings.JSON;
import static io.sluice.codec.Readings.XML;
import static io.sluice.model.testing.SignatureSamples.image;
import static io.sluice.model.testing.SignatureSamples.iris;
import static io.sluice.model.testing.SignatureSamples.salary;
import static io.sluice.model.testing.SignatureSamples.sequence;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelSignature;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A hostile body costs no more memory than the limits allow, however large it is. */
final class ReaderMemoryTest {
  private static final int MIB = 1 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @BeforeAll
  static void loadClasses() {
    // What the first reading of a format costs is the JVM's, not the body's.
    for (InstancesReader reader : List.of(JSON, CSV, XML)) {
      for (String text : List.of("", "{\"instances\":[[1,2", "<instances><a b='", "a,b\n1")) {
        Repeated body = new Repeated(text, " ", 1);
        assertThatThrownBy(() -> reader.read(body.stream(), iris()))
            .isInstanceOf(InvalidInstancesException.class);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void read_hostileBody_isRefusedWithinItsMemory(
      String name, InstancesReader reader, ModelSignature signature, Repeated body, int mebibytes) {
    InputStream stream = body.stream();
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertThatThrownBy(() -> reader.read(stream, signature))
        .isInstanceOf(InvalidInstancesException.class);
    long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(allocated).as("bytes allocated").isLessThan((long) mebibytes * MIB);
  }

  static Stream<Arguments> bodies() {
    String json = "{\"instances\":[";
    String xml = "<instances><instance>";
    return Stream.of(
        body("depth 100k", JSON, image(), json, "[", 100_000, 4),
        body("unknown depth 100k", JSON, iris(), "{\"x\":", "{\"a\":", 100_000, 4),
        body("10 M elements", JSON, sequence(), json + "[", "1.5,", 10_000_000, 16),
        body("10 M positions", JSON, iris(), json + "[", "7,", 10_000_000, 4),
        body("10 M wrong elements", JSON, sequence(), json + "[", "null,", 10_000_000, 16),
        body("10 M instances", JSON, iris(), json, "[1,2,3,4],", 10_000_000, 4),
        body("1 M unknown fields", JSON, iris(), json + "{", "\"a\":1,", 1_000_000, 4),
        body("1 M repeats", JSON, iris(), json + "{", "\"petal_width\":1,", 1_000_000, 4),
        body("1 MB number", JSON, iris(), json + "[", "1", 1_000_000, 4),
        body("1 MB fraction", JSON, image(), json + "[0.", "1", 1_000_000, 4),
        body("50 MB string", JSON, salary(), json + "{\"rank\":\"", "x", 50_000_000, 4),
        body("50 MB unknown string", JSON, iris(), "{\"y\":\"", "x", 50_000_000, 4),
        body("50 MB name", JSON, iris(), "{\"", "x", 50_000_000, 4),
        body("50 MB space", JSON, iris(), "{", " ", 50_000_000, 4),
        body("50 MB cell", CSV, salary(), "rank\n", "x", 50_000_000, 4),
        body("50 MB quoted cell", CSV, salary(), "rank\n\"", "x", 50_000_000, 4),
        body("10 M columns", CSV, iris(), "", "a,", 10_000_000, 24),
        body("10 M rows", CSV, iris(), "a\n", "1\n", 10_000_000, 4),
        body("10 M cells", CSV, iris(), "a\n", "1,", 10_000_000, 24),
        body("depth 100k in XML", XML, iris(), "<instances>", "<a>", 100_000, 4),
        body("50 MB text in XML", XML, salary(), xml + "<rank>", "x", 50_000_000, 4),
        body("1 M attributes in XML", XML, iris(), "<instances", " a='1'", 1_000_000, 4),
        body("50 MB name in XML", XML, iris(), "<", "a", 50_000_000, 4),
        body("50 MB comment in XML", XML, iris(), "<!--", "a", 50_000_000, 8),
        body("50 MB attribute in XML", XML, iris(), "<instances a='", "a", 50_000_000, 8),
        body("50 MB instruction in XML", XML, iris(), "<?x ", "a", 50_000_000, 8),
        body("10 M elements in XML", XML, sequence(), xml + "<seq>", "7 ", 10_000_000, 192),
        body("1 M fields in XML", XML, iris(), xml, "<a/>", 1_000_000, 4));
  }

  private static Arguments body(
      String name,
      InstancesReader reader,
      ModelSignature signature,
      String start,
      String unit,
      int times,
      int mebibytes) {
    return Arguments.of(name, reader, signature, new Repeated(start, unit, times), mebibytes);
  }

  /** A body that is made while it is read: a start, then one piece again and again. */
  record Repeated(String start, String unit, int times) {
    InputStream stream() {
      byte[] first = start.getBytes(UTF_8);
      byte[] piece = unit.getBytes(UTF_8);
      long total = first.length + (long) piece.length * times;
      return new InputStream() {
        private long next;

        @Override
        public int read() {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int offset, int length) {
          int count = (int) Math.min(length, total - next);
          for (int i = 0; i < count; i++, next++) {
            into[offset + i] =
                next < first.length
                    ? first[(int) next]
                    : piece[(int) ((next - first.length) % piece.length)];
          }
          return count == 0 && length > 0 ? -1 : count;
        }
      };
    }
  }
}
