package io.sluice.intake;

import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Tells by the first bytes of a file which format it has. It only chooses who looks at the file
 * next, or what its sender is told: nothing is trusted for being recognised.
 */
public final class FormatSniffer {
  /** How many bytes from the beginning are worth giving. */
  public static final int HEAD = 1024;

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final byte[] NUMPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final byte[] TFLITE = {'T', 'F', 'L', '3'};
  private static final byte[] JAVA = {(byte) 0xac, (byte) 0xed, 0, 5};
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] SAFETENSORS = {'{', '"'};
  private static final byte[] GGUF = {'G', 'G', 'U', 'F'};
  private static final int PICKLE = 0x80;
  private static final int ZIP_NAME_LENGTH = 26;
  private static final int ZIP_NAME = 30;

  /** HDF5 allows what came before the format to stand before it, at powers of two. */
  private static final int HDF5_USER_BLOCK = 512;

  private FormatSniffer() {}

  /**
   * Tells the format.
   *
   * @param head the first bytes of the file, up to {@link #HEAD} of them, from position 0 to the
   *     limit; less only if the file is shorter
   */
  public static SniffedFormat sniff(ByteBuffer head) {
    ByteBuffer bytes = head.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (begins(bytes, 0, ZIP)) {
      return zip(bytes);
    }
    if (begins(bytes, 0, HDF5) || begins(bytes, HDF5_USER_BLOCK, HDF5)) {
      return SniffedFormat.KERAS_HDF5;
    }
    if (begins(bytes, 0, NUMPY)) {
      return SniffedFormat.NUMPY;
    }
    if (begins(bytes, 4, TFLITE)) {
      return SniffedFormat.TENSORFLOW_LITE;
    }
    if (begins(bytes, 0, JAVA)) {
      return SniffedFormat.JAVA_OBJECT;
    }
    if (begins(bytes, 0, GZIP)) {
      return SniffedFormat.GZIP;
    }
    if (begins(bytes, 8, SAFETENSORS) || begins(bytes, 0, GGUF)) {
      return SniffedFormat.WEIGHTS_ONLY;
    }
    if (isPickle(bytes)) {
      return SniffedFormat.PICKLE;
    }
    SniffedFormat protobuf = protobuf(bytes);
    if (protobuf == SniffedFormat.UNKNOWN && isFlatGraph(bytes)) {
      return SniffedFormat.SAMEDIFF;
    }
    return protobuf;
  }

  /**
   * Refuses what no intake takes.
   *
   * @param keras whether Keras files are converted ({@code sluice.intake.keras})
   * @throws ServingException with {@link Kind#UNSUPPORTED_MEDIA_TYPE} and a sentence for the sender
   */
  public static SniffedFormat require(ByteBuffer head, boolean keras) {
    SniffedFormat format = sniff(head);
    String refusal =
        format == SniffedFormat.KERAS_HDF5 && !keras ? SniffedFormat.KERAS_OFF : format.refusal();
    if (refusal != null) {
      throw new ServingException(Kind.UNSUPPORTED_MEDIA_TYPE, refusal);
    }
    return format;
  }

  private static SniffedFormat zip(ByteBuffer bytes) {
    if (bytes.limit() < ZIP_NAME) {
      return SniffedFormat.DL4J_ZIP;
    }
    int length = Short.toUnsignedInt(bytes.getShort(ZIP_NAME_LENGTH));
    int end = Math.min(bytes.limit(), ZIP_NAME + length);
    String name =
        StandardCharsets.ISO_8859_1.decode(bytes.slice(ZIP_NAME, end - ZIP_NAME)).toString();
    if (name.endsWith("/data.pkl") || name.endsWith("/.format_version")) {
      return SniffedFormat.PYTORCH;
    }
    if (name.equals("metadata.json") || name.equals("config.json")) {
      return SniffedFormat.KERAS_ZIP;
    }
    return name.endsWith(".npy") ? SniffedFormat.NUMPY : SniffedFormat.DL4J_ZIP;
  }

  /** PROTO, a version from 2 to 5, and then FRAME or one of the opcodes that begin an object. */
  private static boolean isPickle(ByteBuffer bytes) {
    return bytes.limit() > 2
        && Byte.toUnsignedInt(bytes.get(0)) == PICKLE
        && bytes.get(1) >= 2
        && bytes.get(1) <= 5;
  }

  /**
   * Of ONNX and TensorFlow none has a magic number. A ModelProto begins with its IR version (field
   * 1, 3 or more); a SavedModel with its schema version (field 1, always 1) and graphs (field 2); a
   * GraphDef with a node (field 1) that begins with its name (field 1).
   */
  private static SniffedFormat protobuf(ByteBuffer bytes) {
    if (bytes.limit() < 4) {
      return SniffedFormat.UNKNOWN;
    }
    int first = bytes.get(0);
    int second = bytes.get(1);
    int third = bytes.get(2);
    if (first == 0x08 && second == 1 && third == 0x12) {
      return SniffedFormat.TENSORFLOW;
    }
    if (first == 0x08 && second >= 1 && isModelField(third)) {
      return SniffedFormat.ONNX;
    }
    boolean shortNode = first == 0x0a && third == 0x0a;
    boolean longNode = first == 0x0a && second < 0 && bytes.get(3) == 0x0a;
    return shortNode || longNode ? SniffedFormat.TENSORFLOW : SniffedFormat.UNKNOWN;
  }

  /** The tags of the fields 2 to 8 of a ModelProto, all texts and messages but for field 5. */
  private static boolean isModelField(int tag) {
    return tag == 0x28 || (tag >= 0x12 && tag <= 0x42 && (tag & 7) == 2 && tag != 0x2a);
  }

  /**
   * SameDiff's files are FlatBuffers without an identifier: the place of the root, and there the
   * distance back to a table of at most ten fields, as {@code FlatGraph} has.
   */
  private static boolean isFlatGraph(ByteBuffer bytes) {
    if (bytes.limit() < 12) {
      return false;
    }
    int root = bytes.getInt(0);
    if (root < 8 || root > bytes.limit() - 4 || root % 4 != 0) {
      return false;
    }
    int table = root - bytes.getInt(root);
    if (table < 4 || table > bytes.limit() - 4) {
      return false;
    }
    int size = Short.toUnsignedInt(bytes.getShort(table));
    int inline = Short.toUnsignedInt(bytes.getShort(table + 2));
    return size >= 4 && size <= 24 && size % 2 == 0 && inline >= 4 && inline <= 64;
  }

  private static boolean begins(ByteBuffer bytes, int at, byte[] magic) {
    if (bytes.limit() < at + magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (bytes.get(at + i) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
