package io.sluice.codec;

import io.sluice.model.ModelSignature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Writes a page with a model's empty form, to begin with. Serve it under {@link
 * HtmlPage#contentSecurityPolicy}.
 */
public final class HtmlFormWriter {
  private final String title;
  private final ModelSignature signature;

  /**
   * @param title what is asked: a model's or an operation's name
   * @param signature of the version that answers
   */
  public HtmlFormWriter(String title, ModelSignature signature) {
    this.title = title;
    this.signature = signature;
  }

  /**
   * Writes the page.
   *
   * @param out flushed, not closed
   * @throws IOException if {@code out} fails
   */
  public void write(OutputStream out) throws IOException {
    Html html = HtmlPage.begin(title);
    html.fixed("<header>").element("h1", title).fixed("</header>\n");
    new HtmlForm(html, signature, Map.of()).write();
    HtmlPage.end(html).writeTo(out);
  }
}
