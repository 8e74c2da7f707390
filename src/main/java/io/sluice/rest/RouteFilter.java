package io.sluice.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notes which route a request took, as the contract writes it: {@code
 * /api/v1/models/{model}/predict}. Logs name the route, for the path itself is the caller's text.
 */
@Provider
public class RouteFilter implements ContainerRequestFilter {
  /** The servlet request's attribute that holds the route. */
  static final String ATTRIBUTE = "io.sluice.route";

  private static final Pattern RULE_OF_PARAMETER = Pattern.compile("\\{\\s*([\\w.-]+)[^{}]*}");

  private final Map<Method, String> routes = new ConcurrentHashMap<>();

  @Context private ResourceInfo matched;
  @Context private HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = matched.getResourceMethod();
    if (method != null) {
      servletRequest.setAttribute(ATTRIBUTE, route(method));
    }
  }

  private String route(Method method) {
    String known = routes.get(method);
    return known != null ? known : routes.computeIfAbsent(method, this::read);
  }

  private String read(Method method) {
    return ApiApplication.PATH + path(matched.getResourceClass()) + path(method);
  }

  private static String path(@Nullable AnnotatedElement element) {
    Path path = element == null ? null : element.getAnnotation(Path.class);
    if (path == null || path.value().equals("/")) {
      return "";
    }
    String template = RULE_OF_PARAMETER.matcher(path.value()).replaceAll("{$1}");
    return template.startsWith("/") ? template : "/" + template;
  }
}
