package io.sluice.codec;

import io.sluice.model.ModelSignature;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Range;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the page of a problem: what is wrong, and where the model is known its form, filled as it
 * was and with the wrong fields marked. Serve it under {@link HtmlPage#contentSecurityPolicy}.
 */
public final class HtmlProblemWriter {
  private static final int SHOWN_VIOLATIONS = 100;
  private static final int SHOWN_WORDS = 20;

  /**
   * Writes the page.
   *
   * @param signature of the model that was asked; null where none is known
   * @param asked the query parameters of the request; empty for one that had a body
   * @param out flushed, not closed
   * @throws IOException if {@code out} fails
   */
  public void write(
      HtmlProblem problem,
      @Nullable ModelSignature signature,
      Map<String, List<String>> asked,
      OutputStream out)
      throws IOException {
    Html html = HtmlPage.begin(problem.title());
    html.fixed("<header>").element("h1", problem.title()).open("p", "class", "meta");
    html.element("span", "Status " + problem.status(), "class", "chip bad");
    html.element("code", "request " + problem.requestId()).close("p").fixed("</header>\n");
    html.fixed("<div class=\"columns\">");
    html.fixed("<section class=\"card problem\" role=\"alert\" aria-labelledby=\"wrong\">");
    html.element("h2", "What is wrong", "id", "wrong").element("p", problem.detail());
    violations(html, problem, signature);
    html.fixed("</section>");
    if (signature != null) {
      new HtmlForm(html, signature, asked, problem.violations()).write();
    }
    html.fixed("</div>");
    HtmlPage.end(html).writeTo(out);
  }

  private static void violations(
      Html html, HtmlProblem problem, @Nullable ModelSignature signature) {
    if (problem.violations().isEmpty()) {
      return;
    }
    html.open("ul", "class", "violations");
    problem.violations().stream()
        .limit(SHOWN_VIOLATIONS)
        .forEach(violation -> violation(html, violation, signature));
    html.close("ul");
    int hidden = problem.total() - Math.min(problem.violations().size(), SHOWN_VIOLATIONS);
    if (hidden > 0) {
      html.element("p", "And %,d more.".formatted(hidden), "class", "hint");
    }
  }

  private static void violation(
      Html html, Violation violation, @Nullable ModelSignature signature) {
    html.open("li");
    String field = fieldOf(violation, signature);
    if (field != null) {
      html.element("a", violation.pointer(), "href", "#" + HtmlForm.id(field)).text(" ");
    } else if (!violation.pointer().isEmpty()) {
      html.element("code", violation.pointer()).text(" ");
    }
    html.text(violation.detail());
    String allowed = allowed(violation.allowed());
    if (!allowed.isEmpty()) {
      html.element("span", "Allowed: " + allowed, "class", "hint");
    }
    html.close("li");
  }

  /** The field of the form that a violation is shown at, or null. */
  private static @Nullable String fieldOf(Violation violation, @Nullable ModelSignature signature) {
    String first = "/instances/0/";
    if (signature == null || !violation.pointer().startsWith(first)) {
      return null;
    }
    String token = violation.pointer().substring(first.length());
    return signature.indexOf(token) < 0 ? null : token;
  }

  private static String allowed(@Nullable Object allowed) {
    if (allowed instanceof Range range) {
      return HtmlNumbers.range(range.minimum(), range.maximum(), "");
    }
    if (allowed instanceof List<?> words) {
      List<String> shown = words.stream().limit(SHOWN_WORDS).map(String::valueOf).toList();
      String list = String.join(", ", shown);
      return words.size() > SHOWN_WORDS ? list + ", ..." : list;
    }
    return allowed == null ? "" : allowed.toString();
  }
}
