package io.sluice.intake;

import static io.sluice.intake.Inspections.allocated;
import static io.sluice.intake.Inspections.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.intake.ZipForge.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks that DL4J's own loader falls for, each with what it may cost the server at most. */
class HostileArchiveTest {
  private static final long MEBIBYTE = 1 << 20;

  private static boolean objectWasRead;
  private static boolean strategyWasInitialised;

  @Test
  void inspect_javaObjectInPreprocessor_isRefusedWithoutReadingIt() throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new Marker());
    }

    assertRefused(
        ZipForge.sound().add("preprocessor.bin", object.toByteArray()).build(),
        Reason.ENTRY_UNEXPECTED,
        "preprocessor.bin");
    assertThat(objectWasRead).isFalse();
  }

  @Test
  void inspect_customNormalizer_isRefusedWithoutLoadingItsClass() {
    byte[] normalizer =
        ArrayForge.bytes(
            out -> {
              out.writeUTF("NORMALIZER");
              out.writeInt(1);
              out.writeUTF("CUSTOM");
              out.writeUTF(HostileArchiveTest.class.getName() + "$MarkerStrategy");
            });

    assertRefused(
        ZipForge.sound().add("normalizer.bin", normalizer).build(),
        Reason.NORMALIZER_UNSUPPORTED,
        "normalizer.bin");
    assertThat(strategyWasInitialised).isFalse();
  }

  @Test
  void inspect_headerThatDeclaresTwoGibibytes_costsNothing() {
    // 42 bytes: a local header only, as in the probe that made DL4J throw OutOfMemoryError.
    Bytes local = new Bytes().u4(0x04034b50).u2(20).u2(0).u2(8).u4(0).u4(0).u4(12);
    byte[] probe = local.u4(0x7fff_ffff).u2(12).u2(0).put(new byte[12]).array();
    byte[] complete =
        ZipForge.sound()
            .change(1, part -> part.sizes(part.crc, part.compressed, 0x7fff_ffff))
            .build();

    assertThat(allocated(() -> assertRefused(probe, Reason.NOT_A_ZIP, "archive")))
        .isLessThan(5 * MEBIBYTE);
    assertThat(allocated(() -> assertRefused(complete, Reason.ENTRY_TOO_LARGE, "coefficients.bin")))
        .isLessThan(5 * MEBIBYTE);
  }

  @Test
  void inspect_deflateBombOverTheCap_isRefusedBeforeItInflates() {
    byte[] bomb = bomb(300, 300 * MEBIBYTE);
    IntakeLimits limits = IntakeLimits.DEFAULTS.withCaps(MEBIBYTE, 64 * MEBIBYTE, 1000);

    assertThat(bomb).hasSizeLessThan(500_000);
    assertThat(
            allocated(
                () ->
                    assertThat(Inspections.refused(bomb, limits).reason())
                        .isEqualTo(Reason.ENTRY_TOO_LARGE)))
        .isLessThan(5 * MEBIBYTE);
  }

  @Test
  void read_deflateBombThatLies_stopsAtTheSizeItAnnounces() throws IOException {
    // Ten gibibytes in some ten megabytes, announced as one mebibyte.
    byte[] bomb = bomb(10 * 1024, MEBIBYTE);
    ChannelBytes file = new ChannelBytes(new MemoryChannel(bomb));
    ArchiveEntry entry =
        ArchiveReader.read(file, IntakeLimits.DEFAULTS).get(EntryName.COEFFICIENTS);
    long given = 0;
    ArchiveRejectedException refusal = null;

    try (EntryInputStream in = new EntryInputStream(file, entry)) {
      byte[] sink = new byte[8192];
      for (int count = in.read(sink); count >= 0; count = in.read(sink)) {
        given += count;
      }
    } catch (ArchiveRejectedException e) {
      refusal = e;
    }

    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).isEqualTo(Reason.ENTRY_CORRUPT);
    assertThat(given).isLessThanOrEqualTo(MEBIBYTE);
    assertThat(allocated(() -> assertRefused(bomb, Reason.ENTRY_CORRUPT, "coefficients.bin")))
        .isLessThan(5 * MEBIBYTE);
  }

  @ParameterizedTest
  @ValueSource(longs = {9_000_000, 100_000_000, 1L << 31, 1L << 40, 1L << 61, Long.MAX_VALUE})
  void inspect_arrayThatClaimsMoreThanItHolds_isRefusedBeforeAllocating(long claim) {
    ArrayForge array = ArrayForge.row(1, 2, 3, 4);
    array.shape[2] = claim;
    array.dataLength = claim;
    byte[] archive = archiveWith(array.build());

    assertThat(allocated(() -> assertRefused(archive, Reason.ARRAY_LENGTH, "coefficients.bin")))
        .isLessThan(5 * MEBIBYTE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 31, 1L << 40, Long.MAX_VALUE})
  void inspect_shapeBufferThatClaimsGibibytes_isRefusedBeforeAllocating(long claim) {
    byte[] header =
        ArrayForge.bytes(
            out -> {
              out.writeUTF("LONG_SHAPE");
              out.writeLong(claim);
              out.writeUTF("LONG");
            });

    assertThat(header).hasSize(26);
    assertThat(
            allocated(
                () -> assertRefused(archiveWith(header), Reason.ARRAY_INVALID, "coefficients.bin")))
        .isLessThan(5 * MEBIBYTE);
  }

  @Test
  void inspect_noParametersAndHugeLayer_isRefusedByTheCeiling() {
    byte[] archive = withoutParameters(layer("DenseLayer", 100_000, 100_000));

    assertThat(
            allocated(
                () -> assertRefused(archive, Reason.PARAMETERS_TOO_MANY, "configuration.json")))
        .isLessThan(5 * MEBIBYTE);
  }

  @Test
  void inspect_noParametersButLayersThatNeedThem_isRefused() {
    for (String layer : new String[] {"DenseLayer", "PReLULayer", "CapsuleLayer", "LSTM"}) {
      assertRefused(
          withoutParameters(layer(layer, 0, 0)), Reason.PARAMETERS_MISSING, "coefficients.bin");
    }
    assertRefused(
        withoutParameters("{\"confs\":[{\"layer\":{\"dense\":{\"nin\":2,\"nout\":3}}}]}"),
        Reason.PARAMETERS_MISSING,
        "coefficients.bin");
  }

  @Test
  void inspect_markerThatContradictsTheCoefficients_isRefused() {
    byte[] both = ZipForge.sound().add("noParams.marker", new byte[0]).build();
    byte[] neither = archiveWith(new byte[0]);

    assertRefused(both, Reason.ENTRY_CORRUPT, "coefficients.bin");
    assertRefused(neither, Reason.ENTRY_CORRUPT, "coefficients.bin");
  }

  /** A coefficients entry that inflates to so many mebibytes of zeros and announces a size. */
  static byte[] bomb(int mebibytes, long announced) {
    Deflater deflater = new Deflater(9, true);
    byte[] zeros = new byte[(int) MEBIBYTE];
    byte[] out = new byte[(int) MEBIBYTE];
    Bytes body = new Bytes();
    deflater.setInput(zeros);
    body.put(Arrays.copyOf(out, deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH)));
    // With the window full of zeros every further mebibyte deflates to the same bytes.
    deflater.setInput(zeros);
    byte[] repeated = Arrays.copyOf(out, deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH));
    for (int i = 1; i < mebibytes; i++) {
      body.put(repeated);
    }
    deflater.finish();
    body.put(Arrays.copyOf(out, deflater.deflate(out)));
    deflater.end();
    return ZipForge.sound()
        .change(
            1,
            part -> {
              part.body = body.array();
              part.sizes(0, part.body.length, announced);
            })
        .build();
  }

  static byte[] archiveWith(byte[] coefficients) {
    return new ZipForge()
        .add("configuration.json", ZipForge.JSON.getBytes(StandardCharsets.UTF_8))
        .add("coefficients.bin", coefficients)
        .build();
  }

  static byte[] withoutParameters(String json) {
    return new ZipForge()
        .add("configuration.json", json.getBytes(StandardCharsets.UTF_8))
        .add("coefficients.bin", new byte[0])
        .add("noParams.marker", new byte[0])
        .build();
  }

  static String layer(String name, int inputs, int outputs) {
    return "{\"confs\":[{\"layer\":{\"@class\":\"org.deeplearning4j.nn.conf.layers."
        + name
        + "\",\"nin\":"
        + inputs
        + ",\"nout\":"
        + outputs
        + "}}]}";
  }

  /** Tells whether it was deserialised. */
  static final class Marker implements Serializable {
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      objectWasRead = true;
    }
  }

  /** Tells whether its class was initialised, which {@code Class.forName} does. */
  static final class MarkerStrategy {
    static {
      strategyWasInitialised = true;
    }
  }
}
