package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The application this build made, unpacked once for all servers, as {@code payara/serve} unpacks
 * it: a server that is given the archive copies it, unpacks it and reads the classes of its
 * libraries at each start, and there are many starts.
 */
final class UnpackedWar {
  private static final String LIBRARIES = "WEB-INF/lib";

  private UnpackedWar() {}

  /** Where it lies. */
  static Path folder() {
    return Once.FOLDER;
  }

  private static Path unpack(Path war) {
    try {
      Path parent = TestPaths.target().resolve("unpacked");
      Path folder = parent.resolve("sluice");
      Path stamp = parent.resolve("stamp");
      String made = Files.getLastModifiedTime(war) + " " + Files.size(war);
      if (Files.exists(stamp) && Files.readString(stamp).equals(made)) {
        return folder;
      }
      delete(parent);
      Files.createDirectories(folder);
      unpack(war, folder);
      markLibraries(folder);
      Files.writeString(stamp, made);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unpack(Path war, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(war.toFile())) {
      for (Enumeration<? extends ZipEntry> left = zip.entries(); left.hasMoreElements(); ) {
        ZipEntry entry = left.nextElement();
        Path file = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip.getInputStream(entry), file);
        }
      }
    }
  }

  /** Beside each library a folder by whose name Payara passes it by: see payara/start.sh. */
  private static void markLibraries(Path folder) throws IOException {
    try (Stream<Path> libraries = Files.list(folder.resolve(LIBRARIES))) {
      for (Path library : libraries.toList()) {
        String name = library.getFileName().toString().replaceFirst("\\.jar$", "_jar");
        Files.createDirectory(folder.resolve(LIBRARIES.replace("/", "__") + "__" + name));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> files;
      try (Stream<Path> all = Files.walk(folder)) {
        files = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private static final class Once {
    static final Path FOLDER = unpack(TestPaths.war());
  }
}
