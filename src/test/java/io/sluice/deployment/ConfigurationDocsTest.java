package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of keys to the file that declares them. To write it anew: {@code
 * SLUICE_DOCS=write mvn test -Dtest=ConfigurationDocsTest}.
 */
class ConfigurationDocsTest {
  private static final Path KEYS =
      Path.of("src/main/resources/META-INF/microprofile-config.properties");
  private static final Path TABLE = Path.of("src/docs/configuration.md");

  @Test
  void table_always_isWhatTheKeysFileSays() throws IOException {
    String table = table();
    if ("write".equals(System.getenv("SLUICE_DOCS"))) {
      Files.writeString(TABLE, table);
    }

    assertThat(Files.readString(TABLE)).isEqualTo(table);
  }

  @Test
  void keys_always_haveACommentOfTheirOwn() throws IOException {
    String before = "";
    for (String line : Files.readAllLines(KEYS)) {
      if (isKey(line)) {
        assertThat(before).as("the line before " + line).startsWith("# ");
      }
      before = line;
    }
  }

  private static String table() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            # Configuration

            Every key that Sluice reads. Each is MicroProfile Config: set it as a system property, as an
            environment variable (the name in capitals, every other character an underscore), or by
            `payara/serve --set key=value`. An unknown `sluice.*` key is reported in the log at start-up; a value
            that cannot be used keeps the application from starting, and all such values are named at once.

            Written by `ConfigurationDocsTest` from `META-INF/microprofile-config.properties`; change it there, then
            run `SLUICE_DOCS=write mvn test -Dtest=ConfigurationDocsTest`.

            | key | default | environment | what it is |
            |---|---|---|---|
            """);
    StringBuilder comment = new StringBuilder();
    for (String line : Files.readAllLines(KEYS)) {
      if (line.startsWith("# ")) {
        comment.append(comment.isEmpty() ? "" : " ").append(line.substring(2));
      } else if (isKey(line)) {
        int equals = line.indexOf('=');
        table.append(row(line.substring(0, equals), line.substring(equals + 1), comment));
        comment.setLength(0);
      } else {
        comment.setLength(0);
      }
    }
    return table
        .append(
            "| `sluice.model.<name>.alias.<alias>` | none | none: its name is not known beforehand |"
                + " The version that an alias of a model points at; `production` pins the one that"
                + " answers. Wins over the models folder. |\n")
        .append(
            "| `%s` | none | none | A public key (Ed25519, base64 of its X.509 form) that may sign models. |\n"
                .formatted(AdmissionConfig.KEY_FORM))
        .append(
            "| `%s` | none: any of them | none | The ids, by commas, of the only keys that may sign this model, which then must be signed. |\n"
                .formatted(AdmissionConfig.LIST_FORM))
        .append(
            Arrays.stream(ModelSetting.values())
                .map(
                    setting ->
                        "| `%s` | that of `%s` | none | The same for one model. |\n"
                            .formatted(setting.form(), setting.general()))
                .collect(Collectors.joining()))
        .toString();
  }

  private static String row(String key, String value, CharSequence comment) {
    return "| `%s` | `%s` | `%s` | %s |\n"
        .formatted(
            key,
            value,
            key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"),
            comment.toString().replace("|", "\\|").replace("<", "&lt;"));
  }

  private static boolean isKey(String line) {
    return line.startsWith("sluice.");
  }
}
