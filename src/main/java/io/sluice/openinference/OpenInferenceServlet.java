package io.sluice.openinference;

import io.sluice.model.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Everything at {@code /v2}: finds the operation, sees to it that the caller may ask it, and has it
 * answered. Failures go up to the filter in front, which gives them the protocol's form. A servlet
 * and no resources of JAX-RS: see src/docs/adr/0016-foreign-protocols.md.
 */
public class OpenInferenceServlet extends HttpServlet {
  /** The attribute that the access log reads the route from; the room {@code rest} has it too. */
  private static final String ROUTE = "io.sluice.route";

  private static final long serialVersionUID = 1;

  private transient Routes routes;

  /** Serves these operations. */
  @Inject
  public OpenInferenceServlet(Routes routes) {
    this.routes = routes;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    if (request.getMethod().equals("OPTIONS")) {
      response.setHeader("Allow", routes.allowed(path));
      response.setContentLength(0);
      return;
    }
    Routes.Found found = routes.find(request.getMethod(), path);
    Route route = found.route();
    request.setAttribute(ROUTE, route.template());
    Caller caller = Caller.of(request.getAttribute(Caller.ATTRIBUTE));
    if (route.role() != null && !caller.has(route.role())) {
      throw caller.refusal(route.role());
    }
    route.exchange().answer(new Call(request, response, caller, found.held()));
  }
}
