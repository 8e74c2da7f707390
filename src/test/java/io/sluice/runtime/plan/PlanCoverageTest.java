package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;

/**
 * Holds the table of what has a plan to the translations that there are. To write it anew: {@code
 * SLUICE_DOCS=write mvn test -Dtest=PlanCoverageTest}.
 */
class PlanCoverageTest {
  private static final Path TABLE = Path.of("src/docs/plans.md");
  private static final String DL4J = "org.deeplearning4j.nn";

  @Test
  void table_always_isWhatTheTranslationsAre() throws Exception {
    String table = table();
    if ("write".equals(System.getenv("SLUICE_DOCS"))) {
      Files.writeString(TABLE, table);
    }

    assertThat(Files.readString(TABLE)).isEqualTo(table);
  }

  @Test
  void notes_always_areAboutKindsThatDl4jHas() throws Exception {
    Set<String> names = new HashSet<>();
    for (Family family : families()) {
      family.kinds().forEach(kind -> names.add(kind.getSimpleName()));
    }

    assertThat(names).containsAll(PlanNotes.NOTES.keySet());
  }

  @Test
  void translations_always_areOfKindsThatDl4jHas() throws Exception {
    for (Family family : families()) {
      assertThat(family.kinds()).as(family.title()).containsAll(family.planned());
    }
  }

  private static List<Family> families() throws Exception {
    Set<Class<?>> vertices = new HashSet<>(VertexTranslations.ALL.kinds());
    // The walk over the network takes those that have parameters.
    vertices.add(LayerVertex.class);
    vertices.add(AttentionVertex.class);
    return List.of(
        new Family("Layers", Dl4jKinds.of(Layer.class, DL4J), LayerTranslations.ALL.kinds()),
        new Family("Vertices", Dl4jKinds.of(GraphVertex.class, DL4J), vertices),
        new Family(
            "Preprocessors",
            Dl4jKinds.of(InputPreProcessor.class, DL4J),
            PreprocessorTranslations.ALL.kinds()),
        new Family(
            "Activations",
            Dl4jKinds.of(IActivation.class, "org.nd4j.linalg.activations"),
            ActivationTranslations.ALL.kinds()));
  }

  private static String table() throws Exception {
    StringBuilder counts = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    for (Family family : families()) {
      counts.append(
          "| %s | %d | %d |\n"
              .formatted(family.title(), family.planned().size(), family.kinds().size()));
      rows.append(
          "\n## %s\n\n| kind | runs by | note |\n|---|---|---|\n".formatted(family.title()));
      for (Class<?> kind : family.kinds()) {
        rows.append(
            "| `%s` | %s | %s |\n"
                .formatted(
                    kind.getSimpleName(),
                    family.planned().contains(kind) ? "plan" : "Deeplearning4j",
                    PlanNotes.NOTES.getOrDefault(kind.getSimpleName(), "")));
      }
    }
    return """
        # Plans

        A plan is a network compiled into an ONNX graph, which ONNX Runtime runs on several threads at once.
        Sluice makes it when a version loads: it walks the network layer by layer and adds what each computes at
        inference, with the weights as constants and the scaling of inputs and outputs as nodes.
        The Deeplearning4j network stays the truth: before a version serves by its plan, both compute the same
        seeded batches, and the largest difference must be within float32 rounding (2e-5 of the largest value).
        A version serves through Deeplearning4j itself where a part of its network has no translation, or its plan
        differs; the version says which engine serves it and why. Nothing is approximated.
        A kind is found by its very class: a class of yours, subclasses included, falls back.
        Every layer whose weight noise applies to biases falls back: Deeplearning4j draws that at inference too.

        Written by `PlanCoverageTest` from the translations; to write it anew run
        `SLUICE_DOCS=write mvn test -Dtest=PlanCoverageTest`.

        | kinds | by plan | of all |
        |---|---|---|
        """
        + counts
        + rows;
  }

  private record Family(String title, List<Class<?>> kinds, Set<Class<?>> planned) {
    private Family {
      kinds = List.copyOf(kinds);
      planned = Set.copyOf(planned);
    }
  }
}
