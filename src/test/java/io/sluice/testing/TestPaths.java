package io.sluice.testing;

import java.nio.file.Path;

/** Where things lie, as the build tells its tests by system properties; else as Maven puts them. */
public final class TestPaths {

  private TestPaths() {}

  /** The checkout's root. */
  public static Path basedir() {
    return path("sluice.test.basedir", Path.of(""));
  }

  /** Where the build writes. */
  public static Path target() {
    return basedir().resolve("target");
  }

  /** The application under test. */
  public static Path war() {
    return path("sluice.test.war", target().resolve("sluice.war"));
  }

  /** The server's one jar. */
  public static Path microJar() {
    return path("payara.microJar", target().resolve("payara-micro.jar"));
  }

  private static Path path(String property, Path otherwise) {
    String value = System.getProperty(property);
    return (value == null ? otherwise : Path.of(value)).toAbsolutePath();
  }
}
