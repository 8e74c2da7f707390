package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.runtime.OnnxModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class FormatSnifferTest {
  @Test
  void sniff_whatIsServed_isRecognised() {
    Model network = Dl4jArchives.mlp(DataType.FLOAT);

    assertThat(sniff(Dl4jArchives.write(network, true, null))).isEqualTo(SniffedFormat.DL4J_ZIP);
    assertThat(sniff(OnnxModels.bytes(OnnxModels.classifier(OnnxModels.OPEN))))
        .isEqualTo(SniffedFormat.ONNX);
    assertThat(sniff(hex("894844460d0a1a0a00000000"))).isEqualTo(SniffedFormat.KERAS_HDF5);
  }

  @ParameterizedTest
  @CsvSource({
    "80025d7100, PICKLE",
    "8004950b00000000000000, PICKLE",
    "934e554d505901007600, NUMPY",
    "1c00000054464c3314002000, TENSORFLOW_LITE",
    "080112e501120474, TENSORFLOW",
    "0a120a0178120b50, TENSORFLOW",
    "0ac2020a01781204, TENSORFLOW",
    "4747554603000000, WEIGHTS_ONLY",
    "50000000000000007b225f5f, WEIGHTS_ONLY",
    "00, UNKNOWN",
    "3c21444f4354595045, UNKNOWN",
    "7b226d6f64656c223a, UNKNOWN"
  })
  void sniff_magicBytes_areRecognised(String bytes, SniffedFormat format) {
    assertThat(sniff(hex(bytes))).isEqualTo(format);
  }

  @Test
  void sniff_sameDiffGraph_isRecognised() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 4);
    SDVariable w = graph.var("w", Nd4j.rand(DataType.FLOAT, 4, 3));
    graph.nn.softmax("y", x.mmul(w), 1);
    byte[] file = new byte[graph.asFlatBuffers(true).remaining()];
    graph.asFlatBuffers(true).get(file);

    assertThat(sniff(file)).isEqualTo(SniffedFormat.SAMEDIFF);
  }

  @ParameterizedTest
  @CsvSource({
    "archive/data.pkl, PYTORCH",
    "metadata.json, KERAS_ZIP",
    "arr_0.npy, NUMPY",
    "configuration.json, DL4J_ZIP"
  })
  void sniff_zip_isToldByItsFirstEntry(String entry, SniffedFormat format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(1);
    }

    assertThat(sniff(bytes.toByteArray())).isEqualTo(format);
  }

  @Test
  void sniff_javaObjectsAndGzip_areRecognised() throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject("x");
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(1);
    }

    assertThat(sniff(object.toByteArray())).isEqualTo(SniffedFormat.JAVA_OBJECT);
    assertThat(sniff(packed.toByteArray())).isEqualTo(SniffedFormat.GZIP);
  }

  @Test
  void require_whatNoIntakeTakes_isUnsupportedMediaTypeInOneSentence() {
    for (SniffedFormat format : SniffedFormat.values()) {
      if (format.refusal() != null) {
        assertThat(format.refusal()).doesNotContain("\n").endsWith(".").hasSizeLessThan(250);
      }
    }
    for (String file : List.of("80025d7100", "934e554d505901007600", "080112e501120474")) {
      assertThatThrownBy(() -> FormatSniffer.require(ByteBuffer.wrap(hex(file)), true))
          .isInstanceOfSatisfying(
              ServingException.class,
              e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED_MEDIA_TYPE));
    }
  }

  @Test
  void require_keras_isTakenOnlyWhereItIsSwitchedOn() {
    ByteBuffer head = ByteBuffer.wrap(hex("894844460d0a1a0a00000000"));

    assertThat(FormatSniffer.require(head, true)).isEqualTo(SniffedFormat.KERAS_HDF5);
    assertThatThrownBy(() -> FormatSniffer.require(head, false))
        .isInstanceOfSatisfying(
            ServingException.class,
            e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED_MEDIA_TYPE))
        .hasMessageContaining("sluice.intake.keras");
  }

  @Property(tries = 5000)
  void sniff_anyBytes_isSomeFormat(@ForAll byte[] bytes) {
    assertThat(sniff(bytes)).isNotNull();
  }

  @Test
  void sniff_text_isUnknown() {
    assertThat(sniff("name,value\n1,2\n".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(SniffedFormat.UNKNOWN);
  }

  private static SniffedFormat sniff(byte[] file) {
    return FormatSniffer.sniff(
        ByteBuffer.wrap(file, 0, Math.min(FormatSniffer.HEAD, file.length)).slice());
  }

  private static byte[] hex(String bytes) {
    return HexFormat.of().parseHex(bytes);
  }
}
