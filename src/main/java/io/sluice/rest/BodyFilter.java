package io.sluice.rest;

import io.sluice.model.BoundedInputStream;
import io.sluice.model.OwnBodyLimit;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Refuses bodies that are compressed, not UTF-8 or too large, the last while they are read. */
@Provider
@Dependent
public class BodyFilter implements ContainerRequestFilter {
  private final RestConfig config;

  @Context private @Nullable ResourceInfo resource;

  /** Bounds bodies as the configuration says. */
  @Inject
  public BodyFilter(RestConfig config) {
    this.config = config;
  }

  /**
   * @throws ServingException if the headers tell already that the body cannot be taken
   */
  @Override
  public void filter(ContainerRequestContext request) {
    if (boundsItsBody()) {
      return;
    }
    String declared = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (declared != null && isAbove(declared.strip(), config.maxBodyBytes())) {
      throw BoundedInputStream.tooLarge(config.maxBodyBytes());
    }
    if (!request.hasEntity()) {
      return;
    }
    checkEncoding(request.getHeaderString(HttpHeaders.CONTENT_ENCODING));
    checkCharset(request.getMediaType());
    request.setEntityStream(
        new BoundedInputStream(request.getEntityStream(), config.maxBodyBytes()));
  }

  private boolean boundsItsBody() {
    return resource != null
        && resource.getResourceMethod() != null
        && resource.getResourceMethod().isAnnotationPresent(OwnBodyLimit.class);
  }

  private static boolean isAbove(String length, long most) {
    try {
      return Long.parseLong(length) > most;
    } catch (NumberFormatException e) {
      // More digits than a long has, or no number: the server itself refuses the latter.
      return length.length() > 18;
    }
  }

  private static void checkEncoding(@Nullable String encoding) {
    if (encoding != null && !encoding.strip().toLowerCase(Locale.ROOT).equals("identity")) {
      throw new ServingException(
          Kind.UNSUPPORTED_MEDIA_TYPE,
          "A body must come without content encoding, not compressed.");
    }
  }

  private static void checkCharset(@Nullable MediaType type) {
    String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
    if (charset != null && !charset.toLowerCase(Locale.ROOT).equals("utf-8")) {
      throw new ServingException(Kind.UNSUPPORTED_MEDIA_TYPE, "A body must be in UTF-8.");
    }
  }
}
