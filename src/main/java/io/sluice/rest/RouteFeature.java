package io.sluice.rest;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notes which route a request took, as the contract writes it: {@code
 * /api/v1/models/{model}/predict}. Logs name the route, for the path itself is the caller's text.
 */
@Provider
public class RouteFeature implements DynamicFeature {
  /** The servlet request's attribute that holds the route. */
  static final String ATTRIBUTE = "io.sluice.route";

  private static final Pattern RULE_OF_PARAMETER = Pattern.compile("\\{\\s*([\\w.-]+)[^{}]*}");

  /** Gives each resource method a filter that knows its route already. */
  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    String route =
        ApiApplication.PATH
            + path(resource.getResourceClass())
            + path(resource.getResourceMethod());
    ContainerRequestFilter filter = request -> request.setProperty(ATTRIBUTE, route);
    context.register(filter);
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
