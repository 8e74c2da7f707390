package io.sluice.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Plain values as JSON text (RFC 8259) without space; a number costs no memory but its digits. */
final class JsonSink implements PlainSink {
  private static final int LONGEST = Block.SIZE - 2;

  private final AnswerBytes out;
  private boolean comma;

  JsonSink(AnswerBytes out) {
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
