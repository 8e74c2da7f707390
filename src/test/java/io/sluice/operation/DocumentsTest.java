package io.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what people read to what is there. */
final class DocumentsTest {

  @Test
  void readme_configure_listsEveryKeyWithItsDefault() throws IOException {
    Properties defaults = new Properties();
    defaults.load(
        new StringReader(
            Checkout.read("src/main/resources/META-INF/microprofile-config.properties")));
    List<String> expected =
        defaults.stringPropertyNames().stream()
            .filter(key -> key.startsWith("sluice."))
            .map(key -> "`" + key + "` | `" + defaults.getProperty(key) + "`")
            .sorted()
            .toList();
    List<String> listed =
        Pattern.compile("^\\| (`sluice\\.[a-z.-]+` \\| `[^`]*`) \\|", Pattern.MULTILINE)
            .matcher(Checkout.read("README.md"))
            .results()
            .map(row -> row.group(1))
            .sorted()
            .toList();

    assertThat(listed).isNotEmpty().isEqualTo(expected);
  }

  @Test
  void structure_rooms_coverThePackagesAndAreKnown() throws IOException {
    List<String> listed =
        Pattern.compile("^\\| `([a-z]+)` \\| ", Pattern.MULTILINE)
            .matcher(Checkout.read("src/docs/structure.md"))
            .results()
            .map(row -> row.group(1))
            .sorted()
            .toList();
    String rooms = Checkout.read("src/test/java/io/sluice/ArchitectureTest.java");
    assertThat(listed).allSatisfy(room -> assertThat(rooms).contains('"' + room + '"'));
    try (Stream<Path> packages = Files.list(Checkout.file("src/main/java/io/sluice"))) {
      assertThat(listed)
          .containsAll(
              packages
                  .filter(Files::isDirectory)
                  .map(room -> room.getFileName().toString())
                  .toList());
    }
  }

  /** A path in backticks that begins with a folder of the tree, or is a file at its root. */
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "src/docs/structure.md"})
  void documents_paths_exist(String document) {
    assertThat(
            Pattern.compile("`((?:src|payara|openapi|models)/[A-Za-z0-9_./-]*|\\.ci/run)")
                .matcher(Checkout.read(document))
                .results()
                .map(path -> path.group(1)))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(Checkout.file(path)).exists());
  }
}
