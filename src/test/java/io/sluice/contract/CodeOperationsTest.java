package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The code answers the operations of the contract, all of them and no other. */
final class CodeOperationsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sluice");

  @Test
  void operations_ofResources_areThoseOfTheContract() {
    Set<String> contract =
        Contract.ofSource().operations().stream()
            .filter(Operation::isOurs)
            .map(Operation::toString)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(operationsOfTheCode()).containsExactlyElementsOf(contract);
  }

  private static Set<String> operationsOfTheCode() {
    String root = applicationPath();
    return CLASSES.stream()
        .filter(type -> type.getSimpleName().endsWith("Resource"))
        .map(JavaClass::reflect)
        .flatMap(resource -> operations(root, resource))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> operations(String root, Class<?> resource) {
    String base = join(root, path(resource.getAnnotation(Path.class)));
    return Arrays.stream(resource.getMethods())
        .flatMap(
            method ->
                httpMethods(method).stream()
                    .map(verb -> verb + " " + join(base, path(method.getAnnotation(Path.class)))));
  }

  private static List<String> httpMethods(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .map(type -> type.getAnnotation(HttpMethod.class))
        .filter(verb -> verb != null)
        .map(HttpMethod::value)
        .toList();
  }

  private static String applicationPath() {
    List<String> paths =
        CLASSES.stream()
            .filter(type -> type.isAnnotatedWith(ApplicationPath.class))
            .map(type -> type.getAnnotationOfType(ApplicationPath.class).value())
            .toList();
    assertThat(paths).as("application paths").hasSize(1);
    return paths.get(0);
  }

  private static String path(@Nullable Path path) {
    return path == null ? "" : path.value();
  }

  /** Joins two paths by one slash, and leaves the regular expressions out of their templates. */
  private static String join(String left, String right) {
    String joined = ("/" + left + "/" + right).replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    return joined.replaceAll("\\{\\s*(\\w+)\\s*:.*?\\}(?=/|$)", "{$1}");
  }
}
