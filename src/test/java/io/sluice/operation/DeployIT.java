package io.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deploys as the pipeline does: a good release, a bad one after it, and back. */
@Timeout(400)
final class DeployIT {

  private static final String WAR = System.getProperty("sluice.test.war", "target/sluice.war");

  @TempDir Path home;

  @AfterEach
  void stop() throws InterruptedException {
    try (Script stop = Script.start("payara/deploy", "stop", home.toString())) {
      stop.exit();
    }
  }

  @Test
  void rollback_afterABadRelease_bringsTheGoodOneBack() throws Exception {
    int port = freePort();
    assertThat(deploy(port, "install", WAR)).isZero();
    assertThat(smoke(port)).isZero();
    Path good = Files.readSymbolicLink(home.resolve("current"));

    Path broken = Files.writeString(home.resolve("broken.war"), "no archive");
    assertThat(deploy(port, "install", broken.toString())).isEqualTo(1);
    assertThat(smoke(port)).isEqualTo(1);
    assertThat(Files.readSymbolicLink(home.resolve("current"))).isNotEqualTo(good);
    assertThat(Files.readSymbolicLink(home.resolve("previous"))).isEqualTo(good);

    assertThat(deploy(port, "rollback", WAR)).isZero();
    assertThat(smoke(port)).isZero();
    assertThat(Files.readSymbolicLink(home.resolve("current"))).isEqualTo(good);

    long pid = Long.parseLong(Files.readString(home.resolve("data/server.pid")).strip());
    assertThat(deploy(port, "stop", WAR)).isZero();
    assertThat(ProcessHandle.of(pid)).isEmpty();
    try (Stream<Path> releases = Files.list(home.resolve("releases"))) {
      assertThat(releases).hasSize(2);
    }
  }

  @Test
  void rollback_withoutAPreviousRelease_saysSo() throws Exception {
    try (Script rollback = Script.start("payara/deploy", "rollback", home.toString())) {
      assertThat(rollback.exit()).isEqualTo(1);
      assertThat(rollback.output()).contains("there is no previous release");
    }
  }

  /** The exit code; what the script starts lives on, with its output in a file of the home. */
  private int deploy(int port, String action, String war) throws Exception {
    try (Script script =
        Script.start(
            Map.of(
                "SLUICE_PORT",
                Integer.toString(port),
                "SLUICE_WAR",
                war,
                "SLUICE_START_TIMEOUT",
                "200"),
            "payara/deploy",
            action,
            home.toString())) {
      return script.exit();
    }
  }

  private static int smoke(int port) throws InterruptedException {
    try (Script smoke = Script.start("payara/smoke", "http://localhost:" + port)) {
      return smoke.exit();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
