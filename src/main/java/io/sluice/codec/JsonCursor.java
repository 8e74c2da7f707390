package io.sluice.codec;

import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Walks a JSON text (RFC 8259) that lies whole in memory, value by value, as its caller expects
 * them. Beside the numbers of JSON it takes the bare words {@code NaN}, {@code Infinity} and {@code
 * -Infinity}, as the foreign protocols have them. A number makes no garbage. What is no JSON ends
 * the reading; no piece of the text gets into the words that say so. For one thread.
 */
public final class JsonCursor {
  private static final int[] MARK = {0xEF, 0xBB, 0xBF};
  private static final int HEX = 16;

  private final byte[] in;
  private final int begin;
  private final int end;
  private final int maxDepth;
  private final JsonNumber number = new JsonNumber();
  private int at;
  private int depth;
  private boolean first;

  /** What a value is. */
  public enum Value {
    OBJECT("an object"),
    ARRAY("an array"),
    STRING("a string"),
    NUMBER("a number"),
    TRUE("a boolean"),
    FALSE("a boolean"),
    NULL("null");

    private final String words;

    Value(String words) {
      this.words = words;
    }

    /** As it stands in a sentence. */
    public String words() {
      return words;
    }
  }

  /**
   * Begins before the text's value.
   *
   * @param in with one byte behind the text, which this overwrites with zero while it reads: the
   *     caller keeps what was there
   * @param from where the text begins
   * @param end where it ends
   * @param maxDepth how deep arrays and objects may nest
   */
  public JsonCursor(byte[] in, int from, int end, int maxDepth) {
    this.in = in;
    this.begin = from;
    this.end = end;
    this.maxDepth = maxDepth;
    in[end] = 0;
    boolean marked = end - from >= MARK.length;
    for (int i = 0; marked && i < MARK.length; i++) {
      marked = (in[from + i] & 0xFF) == MARK[i];
    }
    this.at = marked ? from + MARK.length : from;
  }

  /** What the next value is; it stays the next one. */
  public Value value() {
    return switch (space()) {
      case '{' -> Value.OBJECT;
      case '[' -> Value.ARRAY;
      case '"' -> Value.STRING;
      case 't' -> Value.TRUE;
      case 'f' -> Value.FALSE;
      case 'n' -> Value.NULL;
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'N', 'I' -> Value.NUMBER;
      default -> throw malformed();
    };
  }

  /** Enters an object: {@link #hasMember} follows. */
  public void beginObject() {
    open('{');
  }

  /** Whether the present object has one more member; if not, it is left. */
  public boolean hasMember() {
    return hasMore('}');
  }

  /** The name of the next member, whose value follows. */
  public String name() {
    String name = string();
    expect(':');
    return name;
  }

  /** Enters an array: {@link #hasElement} follows. */
  public void beginArray() {
    open('[');
  }

  /** Whether the present array has one more element; if not, it is left. */
  public boolean hasElement() {
    return hasMore(']');
  }

  /** The number that comes next: infinite if a double cannot hold it, or it says so itself. */
  public double number() {
    byte c = space();
    if (c == 'N') {
      word("NaN");
      return Double.NaN;
    }
    if (c == 'I') {
      word("Infinity");
      return Double.POSITIVE_INFINITY;
    }
    if (c == '-' && in[at + 1] == 'I') {
      word("-Infinity");
      return Double.NEGATIVE_INFINITY;
    }
    int behind = number.read(in, at);
    if (behind < 0) {
      throw malformed();
    }
    at = behind;
    return number.value();
  }

  /** The truth value that comes next. */
  public boolean bool() {
    boolean value = space() == 't';
    word(value ? "true" : "false");
    return value;
  }

  /** Passes over null. */
  public void nothing() {
    space();
    word("null");
  }

  /** The string that comes next. */
  public String string() {
    expect('"');
    int start = at;
    byte c = in[at];
    while (c >= ' ' && c != '"' && c != '\\') {
      c = in[++at];
    }
    if (c == '"') {
      return new String(in, start, at++ - start, StandardCharsets.ISO_8859_1);
    }
    return unusual(start);
  }

  /** Passes over the next value, whatever it is. */
  public void skip() {
    int outer = depth;
    do {
      if (depth > outer && !(isObject() ? hasMember() : hasElement())) {
        continue;
      }
      if (depth > outer && isObject()) {
        name();
      }
      one();
    } while (depth > outer);
  }

  /** Sees to it that nothing follows the text's value. */
  public void end() {
    space();
    if (at != end) {
      throw fault(Rule.SYNTAX, "the body goes on behind its end, at byte " + (at - begin));
    }
  }

  /** The failure of a text that is no JSON. */
  public InvalidInstancesException malformed() {
    return at >= end
        ? fault(Rule.SYNTAX, "the body ends before its value does")
        : fault(Rule.SYNTAX, "the body is not JSON, at byte " + (at - begin));
  }

  private static InvalidInstancesException fault(Rule rule, String detail) {
    Violation violation = new Violation("", rule, detail, null);
    return new InvalidInstancesException(Kind.MALFORMED_BODY, List.of(violation), 1);
  }

  // Which of the open brackets are objects, one bit each: as many as may be open.
  private final java.util.BitSet objects = new java.util.BitSet();

  private boolean isObject() {
    return objects.get(depth);
  }

  private void one() {
    switch (value()) {
      case OBJECT -> beginObject();
      case ARRAY -> beginArray();
      case STRING -> string();
      case NUMBER -> number();
      case TRUE, FALSE -> bool();
      case NULL -> nothing();
    }
  }

  private void open(char bracket) {
    expect(bracket);
    depth++;
    if (depth > maxDepth) {
      throw fault(Rule.TOO_DEEP, "the body nests deeper than %d levels".formatted(maxDepth));
    }
    objects.set(depth, bracket == '{');
    first = true;
  }

  private boolean hasMore(char closing) {
    byte c = space();
    if (c == closing) {
      at++;
      depth--;
      first = false;
      return false;
    }
    if (!first) {
      if (c != ',') {
        throw malformed();
      }
      at++;
    }
    first = false;
    return true;
  }

  private void expect(char wanted) {
    if (space() != wanted) {
      throw malformed();
    }
    at++;
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (in[at] != word.charAt(i)) {
        throw malformed();
      }
      at++;
    }
  }

  private byte space() {
    byte c = in[at];
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      c = in[++at];
    }
    return c;
  }

  /** A string with escapes, or with more than ASCII. */
  private String unusual(int start) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write(in, start, at - start);
    while (in[at] != '"') {
      byte c = in[at];
      if (c >= 0 && c < ' ') {
        throw malformed();
      }
      at++;
      if (c == '\\') {
        escape(text);
      } else {
        text.write(c);
      }
    }
    at++;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private void escape(ByteArrayOutputStream text) {
    byte c = in[at];
    int character =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> -1;
          default -> throw malformed();
        };
    at++;
    if (character < 0) {
      character = unit();
      if (Character.isHighSurrogate((char) character) && in[at] == '\\' && in[at + 1] == 'u') {
        at += 2;
        char low = (char) unit();
        if (!Character.isLowSurrogate(low)) {
          throw malformed();
        }
        character = Character.toCodePoint((char) character, low);
      } else if (Character.isSurrogate((char) character)) {
        throw malformed(); // Half of a character cannot be written again.
      }
    }
    text.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
  }

  private int unit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(in[at], HEX);
      if (digit < 0) {
        throw malformed();
      }
      unit = unit * HEX + digit;
      at++;
    }
    return unit;
  }
}
