package io.sluice.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** What all pages have in common: head, style sheet, and what a browser may load. */
public final class HtmlPage {
  private static final String STYLE = style();
  private static final String POLICY =
      ("default-src 'none'; style-src 'sha256-%s'; form-action 'self'; base-uri 'none';"
              + " frame-ancestors 'none'")
          .formatted(sha256(STYLE));

  private HtmlPage() {}

  /**
   * The value of the header {@code Content-Security-Policy} that the pages work under: no script,
   * nothing from elsewhere, and no style sheet but their own.
   */
  public static String contentSecurityPolicy() {
    return POLICY;
  }

  /** A page up to its content; {@link #end} follows. */
  public static Html begin(String title) {
    return new Html()
        .fixed("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .fixed("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .element("title", title + " \u00B7 Sluice")
        .open("style")
        .fixed(STYLE)
        .close("style")
        .fixed("</head>\n<body><main>\n");
  }

  /** The rest of a page. */
  public static Html end(Html page) {
    return page.fixed("\n</main></body></html>\n");
  }

  private static String style() {
    try (InputStream sheet =
        Objects.requireNonNull(HtmlPage.class.getResourceAsStream("page.css"), "page.css")) {
      return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
