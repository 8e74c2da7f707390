package io.sluice.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of the protocol names, for each sentence, a test that is there and bears its number. */
final class ProtocolPageTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| (2a\\.[0-9]+) \\|.*\\| ([A-Za-z_.-]+) \\|$", Pattern.MULTILINE);
  private static final List<Class<?>> TESTS =
      List.of(
          ServerConformanceTest.class,
          InferConformanceTest.class,
          BinaryConformanceTest.class,
          CompressionConformanceTest.class,
          RepositoryConformanceTest.class);

  @Test
  void page_everySentence_hasItsTest() throws IOException {
    String page = Files.readString(Path.of("src/docs/protocols/openinference.md"));
    Set<String> listed = new HashSet<>();
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      listed.add(row.group(1));
      if (!row.group(2).equals("-") && row.group(2).indexOf('.') < 0) {
        assertThat(tests())
            .as(row.group())
            .anyMatch(test -> test.getName().equals(row.group(2)) && has(test, row.group(1)));
      }
    }
    assertThat(listed).hasSize(61);
    assertThat(tests().flatMap(ProtocolPageTest::tags)).allMatch(listed::contains);
  }

  private static Stream<Method> tests() {
    return TESTS.stream().flatMap(type -> Stream.of(type.getDeclaredMethods()));
  }

  private static Stream<String> tags(Method test) {
    return Stream.of(test.getAnnotationsByType(Tag.class)).map(Tag::value);
  }

  private static boolean has(Method test, String tag) {
    return tags(test).anyMatch(tag::equals);
  }
}
