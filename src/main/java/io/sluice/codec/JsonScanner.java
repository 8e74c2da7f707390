package io.sluice.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Walks the bytes of plain JSON (RFC 8259); {@link Unusual} at whatever is not plain. */
final class JsonScanner {
  /** More than any number has: what {@link #next} gives is followed by as much, or by the end. */
  private static final int AHEAD = 2048;

  private final BodyBlocks body;
  private final JsonNumber number = new JsonNumber();
  private byte[] in;
  private int end;
  private int safe;
  private int at;

  /**
   * @param body of which nothing was passed over yet
   */
  JsonScanner(BodyBlocks body) {
    this.body = body;
    this.in = body.bytes();
    begin();
  }

  /** The next byte that is no white space; 0 at the end. */
  byte next() throws Unusual {
    byte c = skip();
    at = Math.min(at + 1, end);
    return c;
  }

  /** Goes back by the byte that {@link #next} gave last. */
  void back() {
    at--;
  }

  void expect(char wanted) throws Unusual {
    if (next() != wanted) {
      throw new Unusual();
    }
  }

  void expectEnd() throws Unusual {
    skip();
    if (at != end) {
      throw new Unusual();
    }
  }

  /** The rest of a word whose first byte was given last. */
  void expectRest(String word) throws Unusual {
    for (int i = 1; i < word.length(); i++) {
      if (in[at] != word.charAt(i)) {
        throw new Unusual();
      }
      at++;
    }
  }

  /** Passes over the rest of a quoted name and its colon, if it is this one. */
  boolean isName(String name) throws Unusual {
    int length = name.length();
    if (end - at <= length || in[at + length] != '"') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (in[at + i] != name.charAt(i)) {
        return false;
      }
    }
    at += length + 1;
    expect(':');
    return true;
  }

  /** Whether a comma comes, and not the bracket that closes. */
  boolean isMore(char closing) throws Unusual {
    byte c = next();
    if (c == ',') {
      return true;
    }
    if (c == closing) {
      return false;
    }
    throw new Unusual();
  }

  /** The rest of a text whose first quotation mark was given last. */
  String text() throws Unusual {
    int start = at;
    byte c = in[at];
    while (true) {
      while (c >= ' ' && c != '"' && c != '\\' && c != 0x7F) {
        c = in[++at];
      }
      if (at < end || body.isLast()) {
        break;
      }
      int read = at - start;
      if (start == 0) {
        throw new Unusual(); // As long as a block.
      }
      turn(start);
      start = 0;
      at = read;
      c = in[at];
    }
    if (c != '"') {
      throw new Unusual();
    }
    return new String(in, start, at++ - start, StandardCharsets.ISO_8859_1);
  }

  /** The number whose first byte was given last. */
  double number() throws Unusual {
    at = number.read(in, at - 1);
    if (at < 0) {
      throw new Unusual();
    }
    return number.value();
  }

  /** Goes to the next byte that is no white space, and gives it. */
  private byte skip() throws Unusual {
    byte c = space();
    if (at > safe) {
      turn(at);
      c = space();
      if (at > safe) {
        throw new Unusual(); // A block of white space.
      }
    }
    return c;
  }

  private byte space() {
    byte c = in[at];
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      c = in[++at];
    }
    return c;
  }

  /** Goes on to the block that begins with what the present one has from a position on. */
  private void turn(int from) throws Unusual {
    try {
      if (!body.next(from)) {
        throw new Unusual();
      }
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
    in = body.bytes();
    begin();
  }

  private void begin() {
    at = 0;
    end = body.length();
    safe = body.isLast() ? end : end - AHEAD;
  }

  /** Says that a body is to be read by the reader for all of JSON. */
  static final class Unusual extends Exception {
    private static final long serialVersionUID = 1;

    Unusual() {
      super("not plain", null, false, false);
    }
  }
}
