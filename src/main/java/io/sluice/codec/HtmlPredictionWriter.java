package io.sluice.codec;

import io.sluice.model.Prediction;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Writes a page for people: the results, what gave them, and a form for another try.
 *
 * <p>The page is whole in itself and needs no script; serve it under {@link
 * HtmlPage#contentSecurityPolicy}.
 */
public final class HtmlPredictionWriter implements PredictionWriter {
  private final Map<String, List<String>> asked;

  /**
   * @param asked the query parameters of the request, {@code top} among them, which fill the form;
   *     empty for a request that had a body
   */
  public HtmlPredictionWriter(Map<String, List<String>> asked) {
    this.asked = Map.copyOf(asked);
  }

  @Override
  public void write(Prediction prediction, TopClasses top, OutputStream out) throws IOException {
    String model = prediction.id().name().value();
    Html html = HtmlPage.begin("%s, version %s".formatted(model, prediction.id().version()));
    html.fixed("<header>").element("h1", model).open("p", "class", "meta");
    html.element("span", "Version " + prediction.id().version(), "class", "chip");
    html.element("code", prediction.digest().value()).close("p").fixed("</header>\n");
    html.fixed("<div class=\"columns\">");
    new HtmlResults(html, prediction, top).write();
    new HtmlForm(html, prediction.signature(), asked).write();
    html.fixed("</div>");
    HtmlPage.end(html).writeTo(out);
  }
}
