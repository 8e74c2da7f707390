package io.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.operation.Dockerfile.Instruction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the image's recipe to its promises, where no container engine can build it. */
final class DockerfileTest {

  private static final String HOME = "/opt/sluice/";
  private static final Dockerfile IMAGE = Dockerfile.parse(Checkout.read("payara/Dockerfile"));

  static Stream<String> copiedSources() {
    return IMAGE.all("COPY").stream()
        .flatMap(copy -> copy.words().subList(0, copy.words().size() - 1).stream());
  }

  @Test
  void from_base_isAJreOfJava17() {
    assertThat(IMAGE.only("FROM").rest()).matches("eclipse-temurin:17-jre-[a-z]+");
  }

  @Test
  void user_isNotRootAndTheLastWord() {
    assertThat(IMAGE.only("USER").rest()).isEqualTo("1000:1000");
    assertThat(IMAGE.only("RUN").rest()).contains("useradd --uid 1000");
    // What follows USER runs as it: nothing may need root there.
    int user = IMAGE.instructions().indexOf(IMAGE.only("USER"));
    assertThat(IMAGE.instructions().subList(user, IMAGE.instructions().size()))
        .extracting(Instruction::name)
        .doesNotContain("RUN", "COPY", "ADD");
  }

  @ParameterizedTest
  @MethodSource("copiedSources")
  void copy_source_existsOrIsMadeByTheBuildAndIsInTheContext(String source) {
    assertThat(Checkout.read(".dockerignore").lines()).contains("*", "!" + source);
    String pom = Checkout.read("pom.xml");
    switch (source) {
      case "target/sluice.war" -> assertThat(pom).contains("<finalName>sluice</finalName>");
      case "target/payara-micro.jar" ->
          assertThat(pom).contains("<destFileName>payara-micro.jar</destFileName>");
      default -> assertThat(Checkout.file(source)).isRegularFile();
    }
  }

  @Test
  void copy_serverAndWar_areLayersOfTheirOwnTheWarLast() {
    List<Instruction> copies = IMAGE.all("COPY");
    assertThat(copies.get(0).rest()).isEqualTo("target/payara-micro.jar ./");
    assertThat(copies.get(copies.size() - 1).rest()).isEqualTo("target/sluice.war ./");
  }

  @Test
  void copy_filesTheScriptsRead_areAllInTheImage() {
    List<String> copied = copiedSources().toList();
    Pattern reference = Pattern.compile("\\$here/([a-z][a-z.-]*)");
    assertThat(Stream.of("serve", "build.sh", "start.sh", "ready.sh"))
        .allSatisfy(
            script ->
                assertThat(reference.matcher(Checkout.read("payara/" + script)).results())
                    .extracting((MatchResult found) -> "payara/" + found.group(1))
                    .isSubsetOf(copied));
  }

  @Test
  void entrypoint_isAnExecutableInExecForm() {
    List<String> entrypoint = IMAGE.only("ENTRYPOINT").exec();
    assertThat(entrypoint).hasSize(1);
    assertThat(inCheckout(entrypoint.get(0))).satisfies(DockerfileTest::isCopiedAndExecutable);
    assertThat(IMAGE.only("STOPSIGNAL").rest()).isEqualTo("SIGTERM");
  }

  @Test
  void healthcheck_asksReadinessByAProgramOfTheImage() {
    Instruction check = IMAGE.only("HEALTHCHECK");
    assertThat(check.rest()).contains("--start-period=", "--timeout=", "--interval=");
    assertThat(check.exec()).hasSize(2).last().isEqualTo("/health/ready");
    assertThat(inCheckout(check.exec().get(0))).satisfies(DockerfileTest::isCopiedAndExecutable);
    assertThat(IMAGE.only("EXPOSE").rest()).isEqualTo(IMAGE.env("SLUICE_PORT"));
  }

  @Test
  void volumes_areTheFoldersOfTheServerAndBelongToItsUser() {
    assertThat(IMAGE.only("VOLUME").exec())
        .containsExactlyInAnyOrder(IMAGE.env("SLUICE_MODELS_DIR"), IMAGE.env("SLUICE_DATA_DIR"));
    assertThat(IMAGE.only("RUN").rest()).contains("install -d -o 1000 -g 1000 /data /models");
    // JavaCPP unpacks its natives below the data folder.
    assertThat(Checkout.read("payara/serve"))
        .contains("-Dorg.bytedeco.javacpp.cachedir=$data/javacpp");
  }

  @Test
  void memory_heapAndTensorsTogether_fitTheContainer() {
    int heap = Integer.parseInt(IMAGE.env("SLUICE_HEAP").replace("%", ""));
    int tensors = percentage("maxbytes");
    int process = percentage("maxphysicalbytes");
    assertThat(heap * process / 100).as("share of the container").isBetween(70, 90);
    assertThat(100 + 100 + tensors)
        .as("heap, direct buffers and tensors, as shares of the heap")
        .isLessThan(process);
  }

  @Test
  void jvmOptions_realJvm_takesThem() throws IOException, InterruptedException {
    String java = ProcessHandle.current().info().command().orElse("java");
    Process process =
        new ProcessBuilder(
                java,
                "@" + Checkout.file("payara/jvm.options"),
                "-XX:MaxRAMPercentage=" + IMAGE.env("SLUICE_HEAP").replace("%", ""),
                "-XX:+PrintFlagsFinal",
                "-version")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .doesNotContain("warning:")
        .containsPattern("MaxRAMPercentage += 25\\.0")
        .containsPattern("ExitOnOutOfMemoryError += true")
        // 0 is "as much as the heap". 128 MB once refused every model of more than 32 M parameters,
        // since these wait in direct buffers for their network.
        .containsPattern("MaxDirectMemorySize += 0 ");
  }

  @Test
  void environment_everyKey_isOneThatServeKnows() {
    String serve = Checkout.read("payara/serve");
    assertThat(IMAGE.all("ENV").stream().flatMap(env -> env.words().stream()))
        .allSatisfy(word -> assertThat(serve).contains("${" + word.split("=", 2)[0] + ":-"));
  }

  private static int percentage(String property) {
    return Pattern.compile("-Dorg\\.bytedeco\\.javacpp\\." + property + "=(\\d+)%")
        .matcher(Checkout.read("payara/jvm.options"))
        .results()
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("jvm.options sets no " + property));
  }

  private static String inCheckout(String imagePath) {
    assertThat(imagePath).startsWith(HOME);
    return imagePath.substring(HOME.length());
  }

  private static void isCopiedAndExecutable(String source) {
    assertThat(copiedSources()).contains(source);
    assertThat(Files.isExecutable(Checkout.file(source))).as(source).isTrue();
  }
}
