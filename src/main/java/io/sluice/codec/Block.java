package io.sluice.codec;

import io.sluice.model.Shelf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a body or an answer, in memory that requests use one after the other. Of blocks that
 * nobody uses 1,024 are kept, 16 MiB. With assertions on, what is given back is overwritten, so
 * that whoever still reads it is found out.
 */
final class Block {
  /** Bytes of a block. */
  static final int SIZE = 1 << 14;

  private static final int MOST = 1024;
  private static final byte POISON = 0x15;
  private static final Shelf<Block> UNUSED = new Shelf<>(MOST);

  final byte[] bytes = new byte[SIZE];

  /** How many of the bytes count. */
  int length;

  /** What comes before or behind, as the owner has it. */
  @Nullable Block next;

  private Block() {}

  /** A block of any content for the caller alone. */
  static Block take() {
    Block block = UNUSED.take();
    return block == null ? new Block() : block;
  }

  /** Gives back a block, which the caller must not touch again, and all behind it. */
  static void give(@Nullable Block first) {
    Block block = first;
    while (block != null) {
      Block behind = block.next;
      block.next = null;
      block.length = 0;
      assert block.isPoisoned() : "memory that keeps nothing";
      UNUSED.give(block);
      block = behind;
    }
  }

  private boolean isPoisoned() {
    Arrays.fill(bytes, POISON);
    return bytes[0] == POISON;
  }
}
