package io.sluice.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Plain values as JSON text (RFC 8259) without space; a number costs no memory but its digits. */
public final class JsonSink implements PlainSink {
  private static final int LONGEST = Block.SIZE - 2;
  private static final int LONGEST_WHOLE = 20;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private final AnswerBytes out;
  private boolean comma;

  /** Writes behind what was written. */
  public JsonSink(AnswerBytes out) {
    this.out = out;
  }

  @Override
  public void beginObject() {
    begin('{');
  }

  @Override
  public void name(String name) {
    separate();
    quoted(name);
    out.write(':');
    comma = false;
  }

  @Override
  public void endObject() {
    end('}');
  }

  @Override
  public void beginArray() {
    begin('[');
  }

  @Override
  public void endArray() {
    end(']');
  }

  @Override
  public void text(String text) {
    separate();
    quoted(text);
    comma = true;
  }

  @Override
  public void number(float number) {
    separate();
    byte[] bytes = out.room(FloatDigits.LONGEST);
    out.end(FloatDigits.write(number, bytes, out.position()));
    comma = true;
  }

  /** A whole number. */
  public void whole(long number) {
    separate();
    byte[] bytes = out.room(LONGEST_WHOLE);
    int at = out.position();
    String digits = Long.toString(number);
    for (int i = 0; i < digits.length(); i++) {
      bytes[at++] = (byte) digits.charAt(i);
    }
    out.end(at);
    comma = true;
  }

  /** A truth value. */
  public void bool(boolean value) {
    raw(value ? TRUE : FALSE);
  }

  /**
   * A value, or the beginning of one, that is JSON text already.
   *
   * @param json not to be written; what follows it is separated by a comma, unless it ends with an
   *     opening bracket or a colon
   */
  public void raw(byte[] json) {
    separate();
    out.write(json, 0, json.length);
    byte last = json[json.length - 1];
    comma = last != '[' && last != '{' && last != ':';
  }

  private void begin(char bracket) {
    separate();
    out.write(bracket);
    comma = false;
  }

  private void end(char bracket) {
    out.write(bracket);
    comma = true;
  }

  private void separate() {
    if (comma) {
      out.write(',');
    }
  }

  private void quoted(String text) {
    int length = text.length();
    if (length > LONGEST) {
      escaped(text);
      return;
    }
    byte[] bytes = out.room(length + 2);
    int at = out.position();
    bytes[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        escaped(text);
        return;
      }
      bytes[at++] = (byte) c;
    }
    bytes[at++] = '"';
    out.end(at);
  }

  private void escaped(String text) {
    byte[] bytes = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    out.write('"');
    out.write(bytes, 0, bytes.length);
    out.write('"');
  }
}
