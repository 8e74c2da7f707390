package io.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.sluice.model.Predictor;
import io.sluice.registry.Lease;
import io.sluice.registry.ModelRegistry;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The table of rooms, row by row: which package may import which. A rule here changes only together
 * with the table.
 */
@AnalyzeClasses(packages = "io.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String ROOT = "io.sluice.";

  @ArchTest static final ArchRule model = room("model").mayImport();
  @ArchTest static final ArchRule codec = room("codec").mayImport("model");
  @ArchTest static final ArchRule metrics = room("metrics").mayImport("model");
  @ArchTest static final ArchRule database = room("database").mayImport("model");
  @ArchTest static final ArchRule repository = room("repository").mayImport("database", "model");
  @ArchTest static final ArchRule runtime = room("runtime").mayImport("model", "metrics");

  @ArchTest
  static final ArchRule intake =
      room("intake").mayImport("repository", "runtime", "model", "metrics");

  @ArchTest static final ArchRule registry = room("registry").mayImport("model", "metrics");

  @ArchTest
  static final ArchRule deployment =
      room("deployment")
          .mayImport(
              "audit",
              "database",
              "evaluation",
              "repository",
              "runtime",
              "intake",
              "registry",
              "traffic",
              "codec",
              "metrics",
              "model");

  @ArchTest
  static final ArchRule traffic =
      room("traffic").mayImport("registry", "database", "audit", "codec", "model");

  @ArchTest
  static final ArchRule prediction =
      room("prediction").mayImport("traffic", "registry", "codec", "metrics", "model");

  @ArchTest
  static final ArchRule feedback =
      room("feedback")
          .mayImport(
              "evaluation",
              "prediction",
              "traffic",
              "registry",
              "database",
              "audit",
              "codec",
              "model",
              "metrics");

  @ArchTest
  static final ArchRule experiment =
      room("experiment")
          .mayImport(
              "feedback",
              "traffic",
              "deployment",
              "evaluation",
              "database",
              "audit",
              "codec",
              "registry",
              "model",
              "metrics");

  @ArchTest
  static final ArchRule evaluation =
      room("evaluation").mayImport("registry", "database", "codec", "model", "metrics");

  @ArchTest
  static final ArchRule openinference =
      room("openinference").mayImport("prediction", "registry", "deployment", "codec", "model");

  @ArchTest
  static final ArchRule tensorflow =
      room("tensorflow").mayImport("prediction", "registry", "deployment", "codec", "model");

  @ArchTest
  static final ArchRule catalog =
      room("catalog").mayImport("repository", "registry", "codec", "model");

  @ArchTest
  static final ArchRule security =
      room("security").mayImport("audit", "database", "codec", "model");

  @ArchTest static final ArchRule audit = room("audit").mayImport("database", "codec", "model");
  @ArchTest static final ArchRule health = room("health").mayImport("registry", "model");
  @ArchTest static final ArchRule rest = room("rest").mayImport("registry", "model");
  @ArchTest static final ArchRule console = room("console").mayImport("registry", "model");

  @ArchTest
  static final ArchRule everyClassHasARoom =
      classes()
          .should()
          .resideInAnyPackage(
              packages(
                  "model",
                  "codec",
                  "metrics",
                  "database",
                  "repository",
                  "runtime",
                  "intake",
                  "registry",
                  "deployment",
                  "traffic",
                  "prediction",
                  "feedback",
                  "experiment",
                  "evaluation",
                  "openinference",
                  "tensorflow",
                  "catalog",
                  "security",
                  "audit",
                  "health",
                  "rest",
                  "console"));

  @ArchTest
  static final ArchRule noCycles = slices().matching("io.sluice.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule modelStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("io.sluice.model..")
          .should()
          .dependOnClassesThat(
              not(resideInAnyPackage("java..", "org.jspecify..", "io.sluice.model..")));

  @ArchTest
  static final ArchRule onlyRuntimeKnowsDl4j =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sluice.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..", "onnx..");

  @ArchTest
  static final ArchRule onlyMetricsKnowsMicroProfileMetrics =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sluice.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.microprofile.metrics..");

  @ArchTest
  static final ArchRule codecKnowsNoHttp =
      noClasses()
          .that()
          .resideInAPackage("io.sluice.codec..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..", "java.net.http..")
          .allowEmptyShould(true);

  /** Foreign protocols predict by the one use case: admission, limits, roles and figures there. */
  @ArchTest
  static final ArchRule protocolsPredictByTheUseCase =
      noClasses()
          .that()
          .resideInAnyPackage(packages("openinference", "tensorflow"))
          .should()
          .callMethodWhere(
              target(nameMatching("predict|signature"))
                  .and(target(owner(assignableTo(Predictor.class)))))
          .orShould()
          .callMethodWhere(
              target(nameMatching("lease")).and(target(owner(assignableTo(ModelRegistry.class)))))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Lease.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule everyPackageSaysItsPurpose =
      classes().should(liveInAPackageWithPackageInfo());

  private static Room room(String name) {
    return new Room(name);
  }

  private static String[] packages(String... rooms) {
    return Stream.of(rooms).map(room -> ROOT + room + "..").toArray(String[]::new);
  }

  private static ArchCondition<JavaClass> liveInAPackageWithPackageInfo() {
    return new ArchCondition<>("live in a package with a @NullMarked package-info") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getPackageName() + " has no @NullMarked package-info"));
      }
    };
  }

  /** One row of the table: its package, and the rule that follows from its right-hand side. */
  private record Room(String name) {

    ArchRule mayImport(String... others) {
      return noClasses()
          .that()
          .resideInAPackage(ROOT + name + "..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.sluice..")
                  .and(not(resideInAPackage(ROOT + name + "..")))
                  .and(not(resideInAnyPackage(packages(others)))))
          .as(name + " may import " + (others.length == 0 ? "no room" : String.join(", ", others)))
          // A room of the table may not have been built yet.
          .allowEmptyShould(true);
    }
  }
}
