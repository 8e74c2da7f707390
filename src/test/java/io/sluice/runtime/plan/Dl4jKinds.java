package io.sluice.runtime.plan;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The kinds of parts that DL4J has, found in its own jar rather than remembered. */
final class Dl4jKinds {
  private Dl4jKinds() {}

  /** The public concrete classes of a type in its own jar, below a package, by their names. */
  static List<Class<?>> of(Class<?> type, String packageName)
      throws IOException, URISyntaxException, ReflectiveOperationException {
    Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile file = new JarFile(jar.toFile())) {
      List<String> names =
          file.stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith(packageName.replace('.', '/') + "/"))
              .filter(name -> name.endsWith(".class") && !name.contains("$"))
              .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
              .toList();
      List<Class<?>> kinds = new ArrayList<>();
      for (String name : names) {
        Class<?> kind = Class.forName(name, false, type.getClassLoader());
        if (type.isAssignableFrom(kind)
            && !kind.isInterface()
            && !Modifier.isAbstract(kind.getModifiers())) {
          kinds.add(kind);
        }
      }
      kinds.sort(Comparator.comparing(Class::getSimpleName));
      return kinds;
    }
  }
}
