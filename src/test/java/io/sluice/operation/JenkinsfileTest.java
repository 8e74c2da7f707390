package io.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the pipeline to Jenkins' declarative shape, and its commands to what is in the tree. */
final class JenkinsfileTest {

  private static final Pipeline FILE = Pipeline.parse(Checkout.read("Jenkinsfile"));
  private static final Pipeline STAGES = FILE.block("pipeline").block("stages");

  /** The sections and directives that Jenkins allows in a pipeline block. */
  private static final Set<String> SECTIONS =
      Set.of(
          "agent", "options", "parameters", "environment", "triggers", "tools", "stages", "post");

  private static final Set<String> PHASES =
      Set.of("validate", "compile", "test", "package", "integration-test", "verify");

  static List<String> commands() {
    return FILE.commands();
  }

  static Stream<String> stages() {
    return STAGES.texts("stage").stream();
  }

  @Test
  void pipeline_topLevel_isDeclarative() {
    assertThat(FILE.names()).containsExactly("pipeline");
    assertThat(FILE.block("pipeline").names())
        .isSubsetOf(SECTIONS)
        .doesNotHaveDuplicates()
        .contains("agent", "options", "parameters", "stages", "post");
    assertThat(FILE.block("pipeline").block("options").names())
        .contains("timeout", "disableConcurrentBuilds");
  }

  @Test
  void stages_order_pushesOnlyIntoADeployedServerThatAnswers() {
    assertThat(stages())
        .containsExactly(
            "Build and unit",
            "Contract lint",
            "Integration",
            "Package",
            "Publish",
            "Deploy",
            "Smoke",
            "Push");
  }

  @ParameterizedTest
  @MethodSource("stages")
  void stage_each_hasStepsAndOnlyDeclarativeDirectives(String name) {
    Pipeline stage = STAGES.block("stage", name);
    assertThat(stage.names()).isSubsetOf("when", "steps", "post", "environment", "options");
    assertThat(stage.block("steps").names()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void sh_command_exists(String command) throws IOException {
    List<String> words = List.of(command.split("\\s+"));
    switch (words.get(0)) {
      case "mvn" -> assertThat(mavenGoals(words)).isNotEmpty().isSubsetOf(PHASES);
      case "npm" -> isAnNpmCommandOfTheTree(words);
      case "sha256sum" -> assertThat(command).contains("target/SHA256SUMS");
      default -> {
        Path script = Checkout.file(words.get(0));
        assertThat(script).isRegularFile();
        assertThat(Files.isExecutable(script)).as(command).isTrue();
      }
    }
  }

  @Test
  void integration_runsTheTestCommandOfTheReadme() {
    assertThat(STAGES.block("stage", "Integration").commands())
        .containsExactly("mvn -B -ntp verify");
    assertThat(Checkout.read("README.md").lines()).anyMatch(line -> line.startsWith("mvn verify"));
  }

  @Test
  void deployAndSmoke_failure_rollsBack() {
    for (String name : List.of("Deploy", "Smoke")) {
      Pipeline failure = STAGES.block("stage", name).block("post").block("failure");
      assertThat(failure.commands())
          .as(name)
          .first()
          .asString()
          .startsWith("payara/deploy rollback");
    }
    assertThat(Checkout.read("payara/deploy")).contains("rollback) ", "install) ");
  }

  @Test
  void publish_warAndReports() {
    assertThat(STAGES.block("stage", "Publish").block("steps").texts("archiveArtifacts"))
        .singleElement()
        .asString()
        .contains("target/sluice.war");
    assertThat(FILE.block("pipeline").block("post").block("always").texts("junit"))
        .singleElement()
        .asString()
        .contains("target/surefire-reports/*.xml", "target/failsafe-reports/*.xml");
  }

  @Test
  void parse_brokenPipeline_isRefused() {
    assertThatThrownBy(() -> Pipeline.parse("pipeline { stages { "))
        .isInstanceOf(MultipleCompilationErrorsException.class);
  }

  private static List<String> mavenGoals(List<String> words) {
    String pom = Checkout.read("pom.xml");
    assertThat(words)
        .filteredOn(word -> word.startsWith("-P"))
        .allSatisfy(word -> assertThat(pom).contains("<id>" + word.substring(2) + "</id>"));
    return words.stream().skip(1).filter(word -> !word.startsWith("-")).toList();
  }

  private static void isAnNpmCommandOfTheTree(List<String> words) throws IOException {
    Path folder = Checkout.file(words.get(words.indexOf("--prefix") + 1));
    if (words.get(1).equals("ci")) {
      assertThat(folder.resolve("package-lock.json")).isRegularFile();
    } else {
      assertThat(words.get(1)).isEqualTo("run");
      assertThat(
              new ObjectMapper()
                  .readTree(folder.resolve("package.json").toFile())
                  .path("scripts")
                  .has(words.get(2)))
          .as("script %s", words.get(2))
          .isTrue();
    }
  }
}
