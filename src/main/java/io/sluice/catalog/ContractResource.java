package io.sluice.catalog;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The contract of the API and the schema of a model descriptor, as they lie in the source tree. */
@Dependent
@Path("/")
public class ContractResource {
  private static final byte[] CONTRACT = bytes("/META-INF/openapi.yaml");
  private static final byte[] SCHEMA = bytes("/META-INF/model.schema.json");

  /** The contract; its media type is that of RFC 9512. */
  @GET
  @PermitAll
  @Path("openapi.yaml")
  @Produces("application/yaml")
  public Response contract() {
    return file(CONTRACT);
  }

  /** The schema that a {@code model.json} follows. */
  @GET
  @PermitAll
  @Path("model.schema.json")
  @Produces("application/schema+json")
  public Response schema() {
    return file(SCHEMA);
  }

  private static Response file(byte[] bytes) {
    // They change with the server only, and say nothing of anybody: keep them, but ask.
    return JsonAnswer.ok(bytes).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
  }

  private static byte[] bytes(String name) {
    try (InputStream file =
        Objects.requireNonNull(ContractResource.class.getResourceAsStream(name), name)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
