package io.sluice.intake;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds what a JVM of our own needs to run this application's code: the WAR's classes and libraries
 * where the server has unpacked them, and the libraries of the server that we share.
 */
public final class TrialClassPath {
  private final Path cache;

  /**
   * @param cache a folder of ours, for libraries that lie inside other files
   */
  public TrialClassPath(Path cache) {
    this.cache = cache;
  }

  /**
   * Finds the files.
   *
   * @param application a class of the WAR
   * @param shared a class of each library that the server brings
   * @throws IOException if one of them cannot be found or copied
   */
  public List<Path> find(Class<?> application, List<Class<?>> shared) throws IOException {
    Path root = place(application);
    Path libraries = root.resolveSibling("lib");
    if (!Files.isDirectory(root) || !root.endsWith(Path.of("WEB-INF", "classes"))) {
      // Not a web application: this JVM was given what it needs, as a test is.
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(entry -> Path.of(entry).toAbsolutePath())
          .filter(Files::exists)
          .toList();
    }
    List<Path> files = new ArrayList<>();
    files.add(root);
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(libraries, "*.jar")) {
      jars.forEach(files::add);
    }
    files.subList(1, files.size()).sort(null);
    for (Class<?> library : shared) {
      files.add(place(library));
    }
    return files;
  }

  /** The directory or jar that a class is loaded from; a nested jar is copied out first. */
  private Path place(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    URL url = type.getResource("/" + name);
    if (url == null) {
      throw new IOException("the class file of " + type.getName() + " cannot be found");
    }
    String text = url.toString();
    if (text.startsWith("file:")) {
      return path(text.substring(0, text.length() - name.length()));
    }
    String jar = text.substring(0, text.length() - name.length() - "!/".length());
    if (jar.startsWith("jar:file:") && !jar.contains("!/")) {
      return path(jar.substring("jar:".length()));
    }
    return copy(jar, type);
  }

  // In --nested mode libraries lie in payara-micro.jar; its loader's URLs open them.
  private Path copy(String jar, Class<?> type) throws IOException {
    Files.createDirectories(cache);
    Path copy = cache.resolve(jar.substring(jar.lastIndexOf('/') + 1));
    URLConnection connection = URI.create(jar).toURL().openConnection();
    connection.setUseCaches(false);
    if (connection instanceof JarURLConnection nested && nested.getEntryName() == null) {
      throw new IOException("the library of " + type.getName() + " cannot be copied");
    }
    try (InputStream in = connection.getInputStream()) {
      Path part = Files.createTempFile(cache, "library", ".part");
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
    }
    return copy;
  }

  private static Path path(String fileUrl) throws IOException {
    try {
      return Path.of(new URI(fileUrl)).toAbsolutePath();
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("a library lies in a place without a name", e);
    }
  }
}
