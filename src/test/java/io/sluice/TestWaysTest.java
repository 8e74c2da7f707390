package io.sluice;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What no test may do. */
@AnalyzeClasses(packages = "io.sluice", importOptions = ImportOption.OnlyIncludeTests.class)
final class TestWaysTest {

  @ArchTest
  static final ArchRule noSleeping =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(JavaClass.Predicates.equivalentTo(Thread.class)))
                  .and(target(nameMatching("sleep"))))
          .because("a test that waits for a time is slow on a fast machine and red on a slow one");

  @ArchTest
  static final ArchRule noDl4jModelReadersForHostileBytes =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveSimpleName("ModelGuesser")
          .because("it falls back to Java deserialisation of whatever is in the archive");
}
