package io.sluice.runtime.keras;

import static io.sluice.runtime.keras.Hdf5Forge.LAYER;
import static io.sluice.runtime.keras.Hdf5Forge.ok;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bytedeco.hdf5.global.hdf5.H5D_CHUNKED;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Lcreate_external;
import static org.bytedeco.hdf5.global.hdf5.H5Lcreate_hard;
import static org.bytedeco.hdf5.global.hdf5.H5Lcreate_soft;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_deflate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_external;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_layout;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_virtual;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 12 of the threats: Keras files that would have the converter read files of the host, or write
 * past the end of its memory. The secret is a file of floats beside the model; disclosed is what of
 * it is in the archive afterwards.
 */
class Row12KerasHostileTest {
  private static final float SECRET = 1234.5f;

  @TempDir Path folder;

  @Test
  void convert_filesThatReachOutOfThemselves_discloseNothing() throws Exception {
    Path secret = folder.resolve("secret");
    byte[] mark = new byte[4];
    java.nio.ByteBuffer.wrap(mark).order(java.nio.ByteOrder.LITTLE_ENDIAN).putFloat(SECRET);
    Files.write(secret, new String(mark, ISO_8859_1).repeat(4).getBytes(ISO_8859_1));
    Path other = folder.resolve("other.h5");
    try (Hdf5Forge forge = Hdf5Forge.create(other)) {
      forge.floats("/kernel:0", new float[] {SECRET, SECRET, SECRET, SECRET}, 2, 2);
    }

    Map<String, Consumer<Hdf5Forge>> attacks = new LinkedHashMap<>();
    attacks.put("keeps its values in another file", forge -> external(forge, secret));
    attacks.put("link to another place or another file", forge -> links(forge, other));
    attacks.put("made of parts of others", forge -> virtual(forge, other));

    long disclosed = 0;
    for (Map.Entry<String, Consumer<Hdf5Forge>> attack : attacks.entrySet()) {
      disclosed += disclosed(attack.getKey(), attack.getValue());
    }
    System.out.printf("row 12: %d files, host bytes disclosed %d%n", attacks.size(), disclosed);
    assertThat(disclosed).isZero();
  }

  @Test
  void convert_softLinksAndSecondLinks_areRejected() throws Exception {
    disclosed(
        "link to another place",
        forge ->
            ok(
                H5Lcreate_soft(
                    "/nowhere",
                    forge.id(),
                    LAYER + "/dense/kernel:0",
                    H5P_DEFAULT(),
                    H5P_DEFAULT())));
    disclosed(
        "two links lead to one",
        forge ->
            ok(
                H5Lcreate_hard(
                    forge.id(),
                    "/model_weights",
                    forge.id(),
                    LAYER + "/dense/round",
                    H5P_DEFAULT(),
                    H5P_DEFAULT())));
  }

  @Test
  void convert_axesThatOverflow_areRejectedBeforeMemoryIsTaken() throws Exception {
    // 65536 x 65537 is 65536 as an int: Deeplearning4j would allocate that and read 4 billion.
    disclosed("claims more than 2^31-1 values", forge -> empty(forge, 65_536, 65_537));
    disclosed("claims more than 2^31-1 values", forge -> empty(forge, 1 << 20, 1 << 20, 1 << 24));
    // 400 MB in no bytes at all, and 400 MB compressed into one chunk of zeros that is not there.
    disclosed("claims 400000000 bytes, but 0 are stored", forge -> empty(forge, 10_000, 10_000));
    disclosed("bytes, but 0 are stored", Row12KerasHostileTest::chunked);
  }

  private long disclosed(String reason, Consumer<Hdf5Forge> attack) throws IOException {
    Path keras = folder.resolve("attack.h5");
    Path archive = folder.resolve("attack.zip");
    try (Hdf5Forge forge = Hdf5Forge.frame(keras, Hdf5Forge.DENSE)) {
      attack.accept(forge);
    }
    Throwable refusal =
        catchThrowable(() -> KerasConverter.convert(keras, archive, KerasLimits.DEFAULTS));
    assertThat(refusal).isInstanceOf(KerasRejectedException.class).hasMessageContaining(reason);
    return Files.exists(archive) ? Files.size(archive) : 0;
  }

  private static void external(Hdf5Forge forge, Path secret) {
    long properties = ok(H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g()));
    ok(H5Pset_external(properties, secret.toString(), 0, 16));
    H5Dclose(forge.dataSet(LAYER + "/dense/kernel:0", properties, 2, 2));
    H5Pclose(properties);
  }

  private static void links(Hdf5Forge forge, Path other) {
    ok(
        H5Lcreate_external(
            other.toString(),
            "/kernel:0",
            forge.id(),
            LAYER + "/dense/kernel:0",
            H5P_DEFAULT(),
            H5P_DEFAULT()));
  }

  private static void virtual(Hdf5Forge forge, Path other) {
    long properties = ok(H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g()));
    long space = ok(H5Screate_simple(2, new long[] {2, 2}, new long[] {2, 2}));
    ok(H5Pset_virtual(properties, space, other.toString(), "/kernel:0", space));
    H5Dclose(forge.dataSet(LAYER + "/dense/kernel:0", properties, 2, 2));
    H5Sclose(space);
    H5Pclose(properties);
  }

  private static void empty(Hdf5Forge forge, long... axes) {
    H5Dclose(forge.dataSet(LAYER + "/dense/kernel:0", H5P_DEFAULT(), axes));
  }

  private static void chunked(Hdf5Forge forge) {
    long properties = ok(H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g()));
    ok(H5Pset_layout(properties, H5D_CHUNKED));
    ok(H5Pset_chunk(properties, 2, new long[] {100, 100}));
    ok(H5Pset_deflate(properties, 9));
    H5Dclose(forge.dataSet(LAYER + "/dense/kernel:0", properties, 10_000, 10_000));
    H5Pclose(properties);
  }
}
