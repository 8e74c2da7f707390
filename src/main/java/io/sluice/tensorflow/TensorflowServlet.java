package io.sluice.tensorflow;

import io.sluice.codec.AnswerBytes;
import io.sluice.codec.ContentCoding;
import io.sluice.model.Caller;
import io.sluice.model.Deadline;
import io.sluice.model.TimeSource;
import io.sluice.prediction.DeadlineHeader;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * TensorFlow Serving's REST protocol at {@code /v1}: finds the route, lets nobody pass who lacks
 * its role, and writes the answer once it is complete. What fails goes up as it is thrown; the
 * filter in front makes the protocol's errors of it. A servlet and no resource, see
 * src/docs/adr/0016-foreign-protocols.md.
 */
public class TensorflowServlet extends HttpServlet {
  /** The attribute that the access log reads the route from; the room {@code rest} has it too. */
  static final String ROUTE = "io.sluice.route";

  private static final long serialVersionUID = 1;

  /** Packing less costs more than it saves: it is one packet in any case. */
  private static final int WORTH_PACKING = 1024;

  private transient Routes routes = Routes.NONE;
  private long maxBodyBytes;

  @Inject
  void configure(Routes table, @ConfigProperty(name = "sluice.predict.max-body-bytes") long most) {
    routes = table;
    maxBodyBytes = most;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Match match = routes.find(request.getMethod(), request.getRequestURI());
    Route route = match.route();
    request.setAttribute(ROUTE, route.template());
    Caller caller = Caller.of(request.getAttribute(Caller.ATTRIBUTE));
    if (!caller.has(route.role())) {
      throw caller.refusal(route.role());
    }
    Deadline deadline =
        DeadlineHeader.read(request.getHeader(DeadlineHeader.NAME), TimeSource.SYSTEM);
    try (RequestBody body = new RequestBody(request, maxBodyBytes);
        AnswerBytes answer = new AnswerBytes()) {
      Call call = new Call(match.selection(), caller, deadline, request::getHeader, body);
      route.handler().answer(call, answer);
      send(answer, request, response);
    }
  }

  private static void send(
      AnswerBytes answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ContentCoding coding =
        answer.size() > WORTH_PACKING
            ? ContentCoding.wanted(request.getHeader(HttpHeaders.ACCEPT_ENCODING))
            : ContentCoding.IDENTITY;
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    response.setContentType(MediaType.APPLICATION_JSON);
    if (coding == ContentCoding.IDENTITY) {
      write(answer, response);
      return;
    }
    response.setHeader(HttpHeaders.CONTENT_ENCODING, coding.wireName());
    try (AnswerBytes packed = coding.pack(answer)) {
      write(packed, response);
    }
  }

  private static void write(AnswerBytes answer, HttpServletResponse response) throws IOException {
    response.setContentLength(answer.size());
    answer.writeTo(response.getOutputStream());
  }
}
