package io.sluice.testing;

import io.sluice.model.Caller;
import io.sluice.model.Requester;
import io.sluice.rest.ForeignErrors;
import jakarta.servlet.ReadListener;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks a servlet without a container: what it answers, and what the filter in front makes of what
 * it throws.
 *
 * @param caller who asks
 */
public record ServletClient(Servlet servlet, Caller caller) {

  /**
   * An answer.
   *
   * @param route the template that the access log would name; empty if none was found
   * @param headers by name, whatever its case
   */
  public record Answer(int status, String route, Map<String, String> headers, String text) {
    /** The value of a header. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    /** The body, byte by byte. */
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The body as a text in UTF-8. */
    public String body() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }
  }

  /** Gets a path. */
  public Answer get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  /** Posts JSON to a path. */
  public Answer post(String path, String json, String... headers) {
    return send("POST", path, json.getBytes(StandardCharsets.UTF_8), headers);
  }

  /**
   * Sends a request.
   *
   * @param headers names and values by turns
   */
  public Answer send(String method, String path, byte[] body, String... headers) {
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.length; i += 2) {
      sent.put(headers[i], headers[i + 1]);
    }
    Map<String, Object> attributes = new HashMap<>();
    attributes.put(Caller.ATTRIBUTE, caller);
    attributes.put(Requester.REQUEST_ID_ATTRIBUTE, "test");
    HttpServletRequest request = request(method, path, body, sent, attributes);
    Response answer = new Response();
    HttpServletResponse response = answer.proxy();
    try {
      try {
        servlet.service(request, response);
      } catch (RuntimeException e) {
        ForeignErrors.answer(e, request, response);
      }
    } catch (IOException | ServletException e) {
      throw new AssertionError("memory cannot fail", e);
    }
    return new Answer(
        answer.status,
        Objects.toString(attributes.get("io.sluice.route"), ""),
        answer.headers,
        answer.body.toString(StandardCharsets.ISO_8859_1));
  }

  private static HttpServletRequest request(
      String method,
      String path,
      byte[] body,
      Map<String, String> headers,
      Map<String, Object> attributes) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            ServletClient.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getRequestURI" -> path;
                  case "getQueryString" -> null;
                  case "getHeader" -> headers.get((String) arguments[0]);
                  case "getContentType" -> headers.get("Content-Type");
                  case "getContentLengthLong" ->
                      "chunked".equals(headers.get("Transfer-Encoding")) ? -1L : (long) body.length;
                  case "getInputStream" -> new Body(body);
                  case "getAttribute" -> attributes.get((String) arguments[0]);
                  case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                  default -> throw new UnsupportedOperationException(called.getName());
                });
  }

  /** What is written of an answer. */
  private static final class Response extends ServletOutputStream {
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = HttpServletResponse.SC_OK;

    HttpServletResponse proxy() {
      return (HttpServletResponse)
          Proxy.newProxyInstance(
              ServletClient.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, called, arguments) -> {
                switch (called.getName()) {
                  case "setStatus" -> status = (int) arguments[0];
                  case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                  case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                  case "setContentLength" ->
                      headers.put("Content-Length", String.format(Locale.ROOT, "%d", arguments));
                  case "getOutputStream" -> {
                    return this;
                  }
                  case "isCommitted" -> {
                    return body.size() > 0;
                  }
                  default -> throw new UnsupportedOperationException(called.getName());
                }
                return null;
              });
    }

    @Override
    public void write(int b) {
      body.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  /** The bytes of a request. */
  private static final class Body extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Body(byte[] body) {
      this.bytes = new ByteArrayInputStream(body);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int length) {
      return bytes.read(into, from, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
