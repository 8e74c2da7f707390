package io.sluice.catalog;

import static io.sluice.codec.JsonTree.object;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** What runs here. */
@Dependent
@Path("/info")
@Produces(MediaType.APPLICATION_JSON)
public class InfoResource {
  private static final BuildInfo BUILD = BuildInfo.read();

  /** Version and commit of the server, and what it runs on. */
  @GET
  @PermitAll
  public Response get(@Context ServletContext server) {
    // Payara's servlet container tells only its name; the server tells its version where it boots.
    return JsonAnswer.ok(info(System.getProperty("glassfish.version", server.getServerInfo())));
  }

  static Map<String, Object> info(String server) {
    return object(
        "name", "sluice",
        "version", BUILD.version(),
        "commit", BUILD.commit(),
        "buildTime", BUILD.built(),
        "runtime",
            object(
                "jvm",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                "server",
                server,
                "engine",
                BUILD.engine(),
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.arch")));
  }
}
