package io.sluice.intake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Zip files written by hand, with every field open to be forged. */
final class ZipForge {
  static final String JSON = "{\"confs\":[]}";

  final List<Part> parts = new ArrayList<>();
  byte[] prefix = {};
  byte[] beforeCentral = {};
  byte[] beforeEnd = {};
  byte[] suffix = {};
  String comment = "";
  int countDelta;
  int centralSizeDelta;
  int centralOffsetDelta;

  /** A sound archive: a configuration without layers and three parameters. */
  static ZipForge sound() {
    return new ZipForge()
        .add("configuration.json", JSON.getBytes(StandardCharsets.UTF_8))
        .add("coefficients.bin", ArrayForge.row(1, 2, 3).build());
  }

  ZipForge add(String name, byte[] content) {
    parts.add(new Part(name, content));
    return this;
  }

  ZipForge add(String name, byte[] content, Consumer<Part> change) {
    Part part = new Part(name, content);
    change.accept(part);
    parts.add(part);
    return this;
  }

  /** Changes the part at an index. */
  ZipForge change(int index, Consumer<Part> change) {
    change.accept(parts.get(index));
    return this;
  }

  byte[] build() {
    Bytes file = new Bytes();
    Bytes central = new Bytes();
    file.put(prefix);
    for (Part part : parts) {
      int offset = file.size();
      part.writeLocal(file);
      part.writeCentral(central, offset + part.offsetDelta);
    }
    file.put(beforeCentral);
    final int centralOffset = file.size();
    file.put(central.array()).put(beforeEnd);
    file.u4(0x06054b50).u2(0).u2(0);
    file.u2(parts.size() + countDelta).u2(parts.size() + countDelta);
    file.u4(central.size() + beforeEnd.length + centralSizeDelta);
    file.u4(centralOffset + centralOffsetDelta);
    byte[] text = comment.getBytes(StandardCharsets.UTF_8);
    file.u2(text.length).put(text);
    return file.put(suffix).array();
  }

  static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    Bytes out = new Bytes();
    byte[] chunk = new byte[8192];
    while (!deflater.finished()) {
      int count = deflater.deflate(chunk);
      out.put(Arrays.copyOf(chunk, count));
    }
    deflater.end();
    return out.array();
  }

  /** One entry, streamed as DL4J streams it: sizes and CRC follow the data. */
  static final class Part {
    String localName;
    String centralName;
    byte[] body;
    int version = 20;
    int madeBy = 20;
    int flags = 0x808;
    int localFlags = 0x808;
    int method = 8;
    int localMethod = 8;
    long crc;
    long compressed;
    long size;
    long localCrc;
    long localCompressed;
    long localSize;
    long descriptorCrc;
    long descriptorCompressed;
    long descriptorSize;
    byte[] localExtra = {};
    byte[] centralExtra = {};
    String comment = "";
    int attributes;
    int offsetDelta;

    Part(String name, byte[] content) {
      localName = name;
      centralName = name;
      body = deflate(content);
      CRC32 sum = new CRC32();
      sum.update(content);
      sizes(sum.getValue(), body.length, content.length);
    }

    /** Announces these figures everywhere they are announced. */
    void sizes(long newCrc, long newCompressed, long newSize) {
      crc = newCrc;
      compressed = newCompressed;
      size = newSize;
      descriptorCrc = newCrc;
      descriptorCompressed = newCompressed;
      descriptorSize = newSize;
    }

    /** Puts the figures into the local header, as tools do that can seek. */
    void seekable() {
      flags = 0x800;
      localFlags = 0x800;
      localCrc = crc;
      localCompressed = compressed;
      localSize = size;
    }

    /** Stores the content as it is. */
    void stored(byte[] content) {
      body = content;
      sizes(crc, content.length, content.length);
      seekable();
      method = 0;
      localMethod = 0;
    }

    private void writeLocal(Bytes file) {
      byte[] name = localName.getBytes(StandardCharsets.ISO_8859_1);
      file.u4(0x04034b50).u2(version).u2(localFlags).u2(localMethod).u4(0x5a21_6000);
      file.u4(localCrc).u4(localCompressed).u4(localSize).u2(name.length).u2(localExtra.length);
      file.put(name).put(localExtra).put(body);
      if ((localFlags & 8) != 0) {
        file.u4(0x08074b50).u4(descriptorCrc).u4(descriptorCompressed).u4(descriptorSize);
      }
    }

    private void writeCentral(Bytes file, int offset) {
      byte[] name = centralName.getBytes(StandardCharsets.ISO_8859_1);
      byte[] text = comment.getBytes(StandardCharsets.ISO_8859_1);
      file.u4(0x02014b50).u2(madeBy).u2(version).u2(flags).u2(method).u4(0x5a21_6000);
      file.u4(crc).u4(compressed).u4(size);
      file.u2(name.length).u2(centralExtra.length).u2(text.length);
      file.u2(0).u2(0).u4(attributes).u4(offset);
      file.put(name).put(centralExtra).put(text);
    }
  }

  /** A growing little-endian buffer. */
  static final class Bytes {
    private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    Bytes u2(int value) {
      room(2).putShort((short) value);
      return this;
    }

    Bytes u4(long value) {
      room(4).putInt((int) value);
      return this;
    }

    Bytes put(byte[] bytes) {
      room(bytes.length).put(bytes);
      return this;
    }

    int size() {
      return buffer.position();
    }

    byte[] array() {
      return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
      if (buffer.remaining() < bytes) {
        ByteBuffer larger = ByteBuffer.allocate(2 * (buffer.position() + bytes));
        buffer = larger.order(ByteOrder.LITTLE_ENDIAN).put(buffer.flip());
      }
      return buffer;
    }
  }
}
