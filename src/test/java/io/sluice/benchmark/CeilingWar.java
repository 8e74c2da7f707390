package io.sluice.benchmark;

import ai.onnxruntime.OrtSession;
import io.sluice.benchmark.ceiling.CeilingServlet;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs the servlet of the ceiling, compiled with the tests, into a WAR with ONNX Runtime. */
final class CeilingWar {
  private static final String ROOT =
      """
      <!DOCTYPE payara-web-app PUBLIC "-//Payara.fish//DTD Payara Server 4 Servlet 3.0//EN" \
      "https://raw.githubusercontent.com/payara/Payara-Server-Documentation/main/schemas/\
      payara-web-app_4.dtd">
      <payara-web-app>
        <context-root>/</context-root>
      </payara-web-app>
      """;

  private CeilingWar() {}

  /** Writes the WAR; its address is the root of the server. */
  static void write(Path war) throws IOException {
    Files.createDirectories(war.getParent());
    Path classes = location(CeilingServlet.class);
    Path packageFolder = Path.of(CeilingServlet.class.getPackageName().replace('.', '/'));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war));
        Stream<Path> files = Files.list(classes.resolve(packageFolder))) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (Path file : files.sorted().toList()) {
        String name = packageFolder.resolve(file.getFileName()).toString();
        copy(zip, "WEB-INF/classes/" + name, file);
      }
      Path library = location(OrtSession.class);
      copy(zip, "WEB-INF/lib/" + library.getFileName(), library);
      zip.putNextEntry(new ZipEntry("WEB-INF/payara-web.xml"));
      ((OutputStream) zip).write(ROOT.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
  }

  /** What tells the servlet of a model beside its graph. */
  static List<String> facts(Subject subject, String digest) {
    StringBuilder shape = new StringBuilder("1");
    subject.shape().forEach(axis -> shape.append(',').append(axis));
    return List.of(
        "name=" + subject.model(),
        "digest=" + digest,
        "shape=" + shape,
        "labels=" + String.join(",", subject.labels()));
  }

  private static void copy(ZipOutputStream zip, String name, Path file) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Files.copy(file, zip);
    zip.closeEntry();
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
