package io.sluice.rest;

import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.model.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROUTE = "/api/v1/models/{model}/predict";

  @TempDir Path folder;

  @Test
  void write_lines_areOneJsonObjectEach() throws IOException {
    AccessFile file = new AccessFile(TimeSource.SYSTEM, folder.resolve("access.log"));
    file.add(new AccessRecord("r-1", "POST", ROUTE, id("rent", 2), 200, 12.034, 98));
    file.add(new AccessRecord("r-2", "GET", "", null, 404, 0.5, 0));

    file.write();

    List<String> lines = Files.readAllLines(folder.resolve("access.log"));
    assertThat(lines).hasSize(2);
    JsonNode first = JSON.readTree(lines.get(0));
    assertThat(first.path("time").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    assertThat(first.path("requestId").textValue()).isEqualTo("r-1");
    assertThat(first.path("method").textValue()).isEqualTo("POST");
    assertThat(first.path("route").textValue()).isEqualTo(ROUTE);
    assertThat(first.path("model").textValue()).isEqualTo("rent");
    assertThat(first.path("version").textValue()).isEqualTo("2");
    assertThat(first.path("status").intValue()).isEqualTo(200);
    assertThat(first.path("durationMillis").doubleValue()).isEqualTo(12.034);
    assertThat(first.path("bytes").longValue()).isEqualTo(98);
    assertThat(JSON.readTree(lines.get(1)).has("model")).isFalse();
  }

  @Test
  void write_lineOfManyAlike_saysHowMany() throws IOException {
    AccessFile file = new AccessFile(TimeSource.SYSTEM, folder.resolve("access.log"));
    file.add(new AccessRecord("r-1", "POST", ROUTE, id("rent", 2), 429, 0.1, 9_800, 50));

    file.write();

    JsonNode line = JSON.readTree(Files.readString(folder.resolve("access.log")));
    assertThat(line.path("alike").longValue()).isEqualTo(50);
    assertThat(line.path("bytes").longValue()).isEqualTo(9_800);
  }

  @Test
  void add_moreThanMayWait_areLostAndCounted() throws IOException {
    AccessFile file = new AccessFile(TimeSource.SYSTEM, folder.resolve("access.log"));
    AccessRecord line = new AccessRecord("r-1", "GET", "", null, 404, 0.5, 0);
    for (int i = 0; i < AccessFile.WAITING + 7; i++) {
      file.add(line);
    }

    file.write();

    List<String> lines = Files.readAllLines(folder.resolve("access.log"));
    assertThat(lines).hasSize(AccessFile.WAITING + 1).last().isEqualTo("{\"lostLines\":7}");
  }

  @Test
  void write_fullFile_isKeptUnderANumber() throws IOException {
    Path log = folder.resolve("access.log");
    AccessFile file = new AccessFile(TimeSource.SYSTEM, log);
    for (int full = 0; full < AccessFile.KEPT + 2; full++) {
      Files.write(log, new byte[(int) AccessFile.LARGEST]);
      file.add(new AccessRecord("r-" + full, "GET", "", null, 404, 0.5, 0));
      file.write();
    }

    assertThat(Files.readString(log)).contains("r-5").doesNotContain("r-4");
    assertThat(folder.resolve("access.log.4")).exists();
    assertThat(folder.resolve("access.log.5")).doesNotExist();
  }
}
