package io.sluice.codec;

import java.nio.charset.StandardCharsets;

/** Walks the bytes of plain JSON (RFC 8259); {@link Unusual} at whatever is not plain. */
final class JsonScanner {
  private static final int LONGEST_TEXT = 65_536;

  private final byte[] in;
  private final int end;
  private final JsonNumber number = new JsonNumber();
  private int at;

  /**
   * @param in longer than {@code end}; the byte there is overwritten
   * @param end where the body ends
   */
  JsonScanner(byte[] in, int end) {
    this.in = in;
    this.end = end;
    in[end] = 0; // No loop over digits or spaces goes beyond it.
  }

  /** The next byte that is no white space; 0 at the end. */
  byte next() {
    byte c = in[at];
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      c = in[++at];
    }
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
    byte c = in[at];
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      c = in[++at];
    }
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

  /** A quoted name and its colon. */
  void expectName(byte[] name) throws Unusual {
    expect('"');
    for (byte c : name) {
      if (in[at] != c) {
        throw new Unusual();
      }
      at++;
    }
    if (in[at++] != '"') {
      throw new Unusual();
    }
    expect(':');
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
    while (c >= ' ' && c != '"' && c != '\\' && c != 0x7F) {
      c = in[++at];
    }
    if (c != '"' || at - start > LONGEST_TEXT) {
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

  /** Says that a body is to be read by the reader for all of JSON. */
  static final class Unusual extends Exception {
    private static final long serialVersionUID = 1;

    Unusual() {
      super("not plain", null, false, false);
    }
  }
}
