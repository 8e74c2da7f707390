package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.distribution.serde.LegacyDistributionHelper;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.variational.ReconstructionDistribution;
import org.deeplearning4j.nn.conf.stepfunctions.StepFunction;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.schedule.ISchedule;

/** Holds the list of allowed classes to the jars of the DL4J in use. */
class ConfigurationClassesTest {
  private static final List<Class<?>> POLYMORPHIC =
      List.of(
          Distribution.class,
          GraphVertex.class,
          IActivation.class,
          IDropout.class,
          ILossFunction.class,
          ISchedule.class,
          IUpdater.class,
          IWeightInit.class,
          IWeightNoise.class,
          InputPreProcessor.class,
          InputType.class,
          Layer.class,
          LayerConstraint.class,
          ReconstructionDistribution.class,
          Regularization.class,
          StepFunction.class);

  @Test
  void names_areTheConcreteClassesOfTheConfigurationTypes() {
    Set<String> concrete =
        new ClassFileImporter()
                .importPackages(
                    "org.deeplearning4j.nn.conf",
                    "org.deeplearning4j.nn.layers.ocnn",
                    "org.deeplearning4j.nn.layers.util",
                    "org.deeplearning4j.nn.weights",
                    "org.deeplearning4j.preprocessors",
                    "org.nd4j.linalg.activations",
                    "org.nd4j.linalg.learning",
                    "org.nd4j.linalg.lossfunctions",
                    "org.nd4j.linalg.schedule")
                .stream()
                .filter(type -> !type.isInterface())
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> POLYMORPHIC.stream().anyMatch(type::isAssignableTo))
                .map(JavaClass::getName)
                .filter(name -> !name.equals(LegacyDistributionHelper.class.getName()))
                .filter(
                    name -> !name.startsWith("org.deeplearning4j.nn.conf.NeuralNetConfiguration"))
                .collect(Collectors.toSet());

    assertThat(ConfigurationClasses.names()).isEqualTo(concrete);
  }

  @Test
  void allows_configurationOfAWholeNetwork_isNotAmongThem() {
    // It is never polymorphic, so no archive needs to name it.
    assertThat(ConfigurationClasses.allows(NeuralNetConfiguration.class.getName())).isFalse();
  }

  @Test
  void hasParameters_layersAndVertices_areToldApart() {
    String layers = "org.deeplearning4j.nn.conf.layers.";
    String vertices = "org.deeplearning4j.nn.conf.graph.";

    assertThat(
            List.of(
                layers + "DenseLayer",
                layers + "recurrent.SimpleRnn",
                layers + "variational.VariationalAutoencoder",
                "org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer",
                vertices + "AttentionVertex"))
        .allMatch(ConfigurationClasses::hasParameters);
    assertThat(
            List.of(
                layers + "ActivationLayer",
                layers + "util.MaskLayer",
                vertices + "MergeVertex",
                "org.nd4j.linalg.activations.impl.ActivationReLU"))
        .noneMatch(ConfigurationClasses::hasParameters);
  }
}
