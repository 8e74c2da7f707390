package io.sluice.tensorflow;

import io.sluice.codec.AnswerBytes;
import io.sluice.codec.JsonTree;

/** Writes trees of plain values. */
final class Json {
  private Json() {}

  static void write(Object tree, AnswerBytes out) {
    byte[] bytes = JsonTree.bytes(tree);
    out.write(bytes, 0, bytes.length);
  }
}
