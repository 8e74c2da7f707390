package io.sluice.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the protocol lists every sentence, and for each the tests that name it. */
final class CoverageTest {
  private static final Path PAGE = Path.of("src/docs/protocols/tensorflow.md");
  private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| .* \\| ([^|]*) \\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+)`");
  private static final String NOT_APPLICABLE = "n/a:";

  @Test
  void page_everySentence_hasTheTestsThatNameIt() throws IOException {
    Map<Integer, TreeSet<String>> named = new TreeMap<>();
    for (JavaMethod method :
        new ClassFileImporter()
            .importPackages("io.sluice.tensorflow").stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Sentence.class))
                .toList()) {
      for (int number : method.getAnnotationOfType(Sentence.class).value()) {
        named.computeIfAbsent(number, any -> new TreeSet<>()).add(method.getName());
      }
    }
    Map<Integer, TreeSet<String>> listed = new TreeMap<>();
    List<Integer> notApplicable = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        int number = Integer.parseInt(row.group(1));
        if (row.group(2).startsWith(NOT_APPLICABLE)) {
          notApplicable.add(number);
        } else {
          TreeSet<String> tests = new TreeSet<>();
          TEST.matcher(row.group(2)).results().forEach(test -> tests.add(test.group(1)));
          listed.put(number, tests);
        }
      }
    }

    assertThat(listed).isEqualTo(named);
    int sentences = listed.size() + notApplicable.size();
    assertThat(Files.readString(PAGE))
        .contains("%d of %d sentences are tested".formatted(listed.size(), sentences));
    for (int number = 1; number <= sentences; number++) {
      assertThat(listed.containsKey(number) || notApplicable.contains(number))
          .as("sentence " + number)
          .isTrue();
    }
  }
}
