package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ArrayData;
import io.sluice.model.Datatype;
import io.sluice.model.Digest;
import io.sluice.model.ModelArchive;
import io.sluice.model.NormalizerData;
import io.sluice.model.NormalizerData.Kind;
import io.sluice.model.Scaling;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

class ArchiveWriterTest {
  private static final Digest NO_DIGEST = new Digest("sha256:" + "0".repeat(64));

  @Property(tries = 300)
  void write_anyArchive_isReadBackEqualAndRepackedToTheSameBytes(
      @ForAll("archives") ModelArchive archive) throws IOException {
    byte[] packed = write(archive);
    ModelArchive read = Inspections.inspect(packed);

    assertSame(read, archive);
    assertThat(read.size()).isEqualTo(packed.length);
    assertThat(write(read)).isEqualTo(packed);
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE", "HALF"})
  void write_networkWithUpdaterAndNormalizer_isReadByDl4jAlike(DataType type) throws IOException {
    MultiLayerNetwork network = Dl4jArchives.mlp(type);
    NormalizerStandardize normalizer = Dl4jArchives.standardizer();
    byte[] original = Dl4jArchives.write(network, true, normalizer);
    byte[] packed = write(Inspections.inspect(original));

    withFile(
        packed,
        file -> {
          MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);
          assertThat(restored.params()).isEqualTo(network.params());
          assertThat(restored.params().dataType()).isEqualTo(type);
          INDArray input = Nd4j.linspace(DataType.FLOAT, -1, 0.1, 12).reshape(3, 4);
          assertThat(restored.output(input.castTo(type)))
              .isEqualTo(network.output(input.castTo(type)));
          NormalizerStandardize read = ModelSerializer.restoreNormalizerFromFile(file);
          assertThat(read).isEqualTo(normalizer);
        });
    assertSame(Inspections.inspect(packed), Inspections.inspect(original));
  }

  @Test
  void write_graph_isReadByDl4jAlike() throws IOException {
    ComputationGraph graph = Dl4jArchives.graph();
    byte[] packed = write(Inspections.inspect(Dl4jArchives.write(graph, true, null)));

    withFile(
        packed,
        file ->
            assertThat(ModelSerializer.restoreComputationGraph(file, false).params())
                .isEqualTo(graph.params()));
  }

  @Test
  void write_networkWithoutParameters_isReadByDl4j() throws IOException {
    Model network = Dl4jArchives.withoutParameters();
    byte[] marked =
        new ZipForge()
            .add(
                "configuration.json",
                Inspections.inspect(Dl4jArchives.write(network, false, null))
                    .configuration()
                    .getBytes(StandardCharsets.UTF_8))
            .add("coefficients.bin", new byte[0])
            .add("noParams.marker", new byte[0])
            .build();
    byte[] packed = write(Inspections.inspect(marked));

    assertThat(Inspections.inspect(packed).parameters()).isNull();
    withFile(
        packed,
        file ->
            assertThat(ModelSerializer.restoreMultiLayerNetwork(file, false).numParams()).isZero());
  }

  @Test
  void write_hundredMebibytes_allocatesNoCopyOfThem() {
    ArrayData parameters = array(Datatype.FP32, 26_000_000, 2, 'f', 7);
    ModelArchive archive =
        new ModelArchive(
            ModelArchive.Kind.MULTI_LAYER, ZipForge.JSON, parameters, null, NO_DIGEST, 0);

    long allocated =
        Inspections.allocated(
            () -> {
              try {
                ArchiveWriter.write(archive, OutputStream.nullOutputStream());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    assertThat(allocated).isLessThan(5 << 20);
  }

  @Provide
  Arbitrary<ModelArchive> archives() {
    Arbitrary<ArrayData> arrays =
        Combinators.combine(
                Arbitraries.of(Datatype.FP32, Datatype.FP64, Datatype.FP16, Datatype.BF16),
                Arbitraries.integers().between(1, 20_000),
                Arbitraries.of(1, 2),
                Arbitraries.of('c', 'f'),
                Arbitraries.integers())
            .as(ArchiveWriterTest::array);
    return Combinators.combine(
            arrays.injectNull(0.1),
            normalizers().injectNull(0.2),
            Arbitraries.of(
                "{\"confs\":[]}", "{\"confs\":[],\"ä\":\"\u2603\"}", "{ \"vertices\":{}}"))
        .as(
            (array, normalizer, json) ->
                new ModelArchive(
                    json.contains("confs")
                        ? ModelArchive.Kind.MULTI_LAYER
                        : ModelArchive.Kind.GRAPH,
                    json,
                    array,
                    normalizer,
                    NO_DIGEST,
                    0));
  }

  private static Arbitrary<NormalizerData> normalizers() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(1, 6),
            Arbitraries.of(true, false),
            Arbitraries.longs())
        .as(ArchiveWriterTest::normalizer);
  }

  private static NormalizerData normalizer(
      Kind kind, int arrays, int columns, boolean floats, long seed) {
    Random random = new Random(seed);
    int inputs = Math.max(1, arrays);
    return switch (kind) {
      case STANDARDIZE, MIN_MAX ->
          new NormalizerData(
              kind,
              scalings(kind == Kind.MIN_MAX, 1, columns, floats, random),
              scalings(kind == Kind.MIN_MAX, Math.min(1, arrays), columns, floats, random));
      case MULTI_STANDARDIZE, MULTI_MIN_MAX ->
          new NormalizerData(
              kind,
              scalings(kind == Kind.MULTI_MIN_MAX, inputs, columns, floats, random),
              scalings(kind == Kind.MULTI_MIN_MAX, arrays, columns, floats, random));
      case IMAGE_MIN_MAX ->
          new NormalizerData(kind, List.of(new Scaling.Image(-1, columns, 255)), List.of());
      case MULTI_HYBRID ->
          new NormalizerData(
              kind,
              List.of(
                  new Scaling.None(),
                  scalings(true, 1, columns, floats, random).get(0),
                  scalings(false, 1, columns, floats, random).get(0)),
              scalings(false, arrays, columns, floats, random));
    };
  }

  private static List<Scaling> scalings(
      boolean minMax, int count, int columns, boolean floats, Random random) {
    return DoubleStream.generate(() -> floats ? random.nextFloat() : random.nextDouble())
        .limit(count)
        .mapToObj(
            base ->
                minMax
                    ? (Scaling)
                        new Scaling.MinMax(
                            row(base, columns), row(base + (columns % 2), columns), -1, 1)
                    : new Scaling.Standardize(row(base - 1, columns), row(base, columns)))
        .toList();
  }

  private static List<Double> row(double base, int columns) {
    return DoubleStream.iterate(base, value -> value * 1.5).limit(columns).boxed().toList();
  }

  private static ArrayData array(Datatype type, int elements, int rank, char order, int seed) {
    ByteBuffer values =
        ByteBuffer.allocateDirect(elements * type.bytes()).order(ByteOrder.nativeOrder());
    Random random = new Random(seed);
    while (values.hasRemaining()) {
      switch (type) {
        case FP32 -> values.putFloat(random.nextFloat());
        case FP64 -> values.putDouble(random.nextGaussian());
        // Any bits whose exponent is not full are a finite value of both short types.
        default -> values.putShort((short) (random.nextInt() & 0xbbff));
      }
    }
    long[] shape = rank == 1 ? new long[] {elements} : new long[] {1, elements};
    return new ArrayData(type, shape, order, values.flip());
  }

  static void assertSame(ModelArchive read, ModelArchive archive) {
    assertThat(read.kind()).isEqualTo(archive.kind());
    assertThat(read.configuration()).isEqualTo(archive.configuration());
    assertThat(read.parameters()).isEqualTo(archive.parameters());
    assertThat(read.normalizer()).isEqualTo(archive.normalizer());
  }

  static byte[] write(ModelArchive archive) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArchiveWriter.write(archive, out);
    return out.toByteArray();
  }

  private static void withFile(byte[] bytes, Check check) throws IOException {
    Path file = Files.createTempFile("canonical", ".zip");
    try {
      Files.write(file, bytes);
      check.check(file.toFile());
    } finally {
      Files.delete(file);
    }
  }

  private interface Check {
    void check(File file) throws IOException;
  }
}
