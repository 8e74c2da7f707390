package io.sluice.codec;

import io.sluice.model.InstancesBuilder;

/** Numbers parted by white space, in a text that comes in pieces cut anywhere. */
final class XmlNumberList {
  // Longer than any number that is taken, so that what is cut here is refused all the same.
  private static final int KEPT = 2048;

  private final InstancesBuilder builder;
  private final StringBuilder number = new StringBuilder();
  private boolean empty = true;

  XmlNumberList(InstancesBuilder builder) {
    this.builder = builder;
  }

  /** The next piece of the text. */
  void accept(char[] text, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (isSpace(text[i])) {
        end();
      } else if (number.length() < KEPT) {
        number.append(text[i]);
      }
    }
  }

  /** The text ends, or a number in it. */
  void end() {
    if (!number.isEmpty()) {
      empty = false;
      builder.lexicalElement(number.toString());
      number.setLength(0);
    }
  }

  /** Whether no number came. */
  boolean isEmpty() {
    return empty;
  }

  /** White space as XML 1.0 has it, section 2.3. */
  private static boolean isSpace(char character) {
    return character == ' ' || character == '\n' || character == '\t' || character == '\r';
  }
}
