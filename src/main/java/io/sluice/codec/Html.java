package io.sluice.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes HTML so that no text can become markup: everything but tag and attribute names is escaped.
 */
public final class Html {
  private final StringBuilder out = new StringBuilder(8192);

  /**
   * Opens an element.
   *
   * @param attributes names and values by turns; an attribute whose value is empty stands alone
   */
  public Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      attribute(attributes[i], attributes[i + 1]);
    }
    out.append('>');
    return this;
  }

  /** Closes an element. */
  public Html close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  /** An element that holds nothing but text. */
  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** Text, escaped. */
  public Html text(String text) {
    escape(text);
    return this;
  }

  /** Markup that is the same in every page. */
  public Html fixed(String markup) {
    out.append(markup);
    return this;
  }

  /** Writes the page in UTF-8. */
  public void writeTo(OutputStream stream) throws IOException {
    stream.write(out.toString().getBytes(StandardCharsets.UTF_8));
    stream.flush();
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name);
    if (!value.isEmpty()) {
      out.append("=\"");
      escape(value);
      out.append('"');
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
  }
}
