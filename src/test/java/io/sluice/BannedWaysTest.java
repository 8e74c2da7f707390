package io.sluice;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Ways of doing things that Sluice has given up, each with the way that took its place. */
@AnalyzeClasses(packages = "io.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
final class BannedWaysTest {

  /** What runs in a process of its own has no container, and tells its parent by its output. */
  private static final String ANOTHER_PROCESS = "Main";

  @ArchTest
  static final ArchRule noJavaDeserialisation =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class)
          .because("what it reads can run code; Sluice reads formats, not objects");

  @ArchTest
  static final ArchRule noDl4jModelReaders =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.deeplearning4j\\..*(ModelSerializer|ModelGuesser)")
          .because("they fall back to Java deserialisation of whatever is in the archive");

  @ArchTest
  static final ArchRule noThreadsOfOurOwn =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith(ANOTHER_PROCESS)
          .should()
          .callConstructorWhere(
              target(owner(DescribedPredicate.describe("a Thread", BannedWaysTest::isThread))))
          .orShould()
          .callMethodWhere(
              target(owner(JavaClass.Predicates.equivalentTo(Executors.class)))
                  .and(target(nameMatching("new.*"))))
          .orShould()
          .callConstructorWhere(
              target(owner(JavaClass.Predicates.assignableTo(ExecutorService.class))))
          .because("the container owns threads and stops them on undeploy: use its executors");

  @ArchTest
  static final ArchRule timeIsAParameter =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.sluice.model.TimeSource$1")
          .should()
          .callMethodWhere(
              DescribedPredicate.describe("reads the system time", BannedWaysTest::readsTheTime))
          .because("only io.sluice.model.TimeSource asks the system for the time");

  @ArchTest
  static final ArchRule noSleeping =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(JavaClass.Predicates.equivalentTo(Thread.class)))
                  .and(target(nameMatching("sleep"))))
          .because("a sleeping thread is one that serves nobody");

  @ArchTest
  static final ArchRule noConsole =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith(ANOTHER_PROCESS)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("logs go through System.Logger, where an operator can shape them");

  @ArchTest
  static final ArchRule resourcesOnlyTranslate =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Resource")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.nio.file..")
          .allowEmptyShould(true)
          .because("a resource parses, delegates and answers");

  @ArchTest
  static final ArchRule noPublicMutableFields =
      noFields()
          .that()
          .areNotFinal()
          .should()
          .bePublic()
          .allowEmptyShould(true)
          .because("what others can change, nobody can trust");

  @ArchTest
  static final ArchRule noEmptyNames =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Manager|Utils?|Helper|Service|DTO|Common)")
          .because("these words name no idea");

  private static boolean isThread(JavaClass type) {
    return type.isAssignableTo(Thread.class);
  }

  private static boolean readsTheTime(JavaCall<?> call) {
    JavaClass owner = call.getTargetOwner();
    String method = call.getName();
    boolean systemTime =
        owner.isEquivalentTo(System.class)
            && (method.equals("nanoTime") || method.equals("currentTimeMillis"));
    boolean clock = owner.isEquivalentTo(Clock.class) && method.startsWith("system");
    boolean now = method.equals("now") && owner.isAssignableTo(Temporal.class);
    return systemTime || clock || now;
  }
}
