package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import io.sluice.rest.Providers;
import io.sluice.testing.ApiServer;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RolesFeatureTest {
  private static ApiServer server;

  private static DynamicFeature feature() {
    // As a lambda: JAX-RS outside a container cannot serve the scope of the class.
    RolesFeature roles = new RolesFeature();
    return (resource, context) -> roles.configure(resource, context);
  }

  @BeforeAll
  static void start() {
    server = ApiServer.start(Providers.with(1000, feature(), new Known(), new Doors()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, /open, 200, ",
    "nobody, /models/iris, 401, unauthenticated",
    "anonymous, /models/iris, 200, ",
    "anonymous, /admin, 401, unauthenticated",
    "reader, /admin, 403, forbidden",
    "admin, /admin, 200, ",
    "admin, /models/iris, 403, forbidden",
    "tenant, /models/iris, 200, ",
    "tenant, /models/rent, 404, model-not-found",
    "tenant, /models/nosuch, 404, model-not-found",
  })
  void get_asEach_isAsTheAnnotationSays(String who, String path, int status, String kind) {
    HttpResponse<String> answer = get(path, who);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (kind != null) {
      assertThat(answer.body()).contains("urn:sluice:problem:" + kind);
    }
    assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
        .isEqualTo(status == 401);
  }

  @Test
  void get_hiddenModel_hasTheWordsOfOneThatIsNot() {
    assertThat(get("/models/rent", "tenant").body().replaceAll("rent|\"requestId\":\"[^\"]*\"", ""))
        .isEqualTo(
            get("/models/nosuch", "tenant")
                .body()
                .replaceAll("nosuch|\"requestId\":\"[^\"]*\"", ""));
  }

  @Test
  void get_known_tellsTheResourceWhoCalls() {
    assertThat(get("/models/iris", "tenant").body()).isEqualTo("key:tenant true false");
  }

  @Test
  void start_resourceThatSaysNothing_servesNothingAtAll() {
    assertThatThrownBy(() -> ApiServer.start(Providers.with(1000, feature(), new Silent())).close())
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Silent.get must have @RolesAllowed");
  }

  @Test
  void rules_ofAllResources_areSaid() {
    List<Method> methods =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.sluice")
                .stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .flatMap(type -> Arrays.stream(type.reflect().getMethods()))
                .filter(RolesFeatureTest::isCalledByHttp)
                .toList();

    assertThat(methods).hasSizeGreaterThan(15).allSatisfy(AccessRule::of);
  }

  private static boolean isCalledByHttp(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(one -> one.annotationType().isAnnotationPresent(HttpMethod.class));
  }

  @Test
  void rule_methodThatSaysNothing_isRefused() {
    for (String method : new String[] {"silent", "unknown", "several"}) {
      assertThatThrownBy(() -> AccessRule.of(Wrong.class.getMethod(method)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Wrong." + method);
    }
  }

  private static HttpResponse<String> get(String path, String who) {
    return server.client().get("/api/v1" + path, "X-Who", who);
  }

  /** Stands for the filter of servlets, which there are none of here. */
  @Priority(Priorities.AUTHENTICATION - 1)
  private static final class Known implements ContainerRequestFilter {
    private static final Map<String, Caller> CALLERS =
        Map.of(
            "anonymous", new Caller("anonymous", Set.of(Role.PREDICT), Set.of()),
            "reader", new Caller("key:reader", Set.of(Role.PREDICT), Set.of()),
            "admin", new Caller("key:admin", Set.of(Role.MODEL_ADMIN), Set.of()),
            "tenant",
                new Caller("key:tenant", Set.of(Role.PREDICT), Set.of(new ModelName("iris"))));

    @Override
    public void filter(ContainerRequestContext request) {
      Caller caller = CALLERS.get(request.getHeaderString("X-Who"));
      if (caller != null) {
        request.setProperty(Caller.ATTRIBUTE, caller);
      }
    }
  }

  /** Resources of each kind. */
  @Path("/")
  public static final class Doors {
    /** Open to all. */
    @GET
    @Path("open")
    @PermitAll
    public String open() {
      return "open";
    }

    /** For administrators. */
    @GET
    @Path("admin")
    @RolesAllowed("model-admin")
    public String admin() {
      return "admin";
    }

    /** Of one model. */
    @GET
    @Path("models/{model}")
    @RolesAllowed("predict")
    public String model(@PathParam("model") String model, @Context SecurityContext security) {
      return security.getUserPrincipal().getName()
          + " "
          + security.isUserInRole("predict")
          + " "
          + security.isUserInRole("auditor");
    }
  }

  /** A resource that somebody forgot to think about. */
  @Path("/silent")
  public static final class Silent {
    /** Says nothing of who may. */
    @GET
    public String get() {
      return "everything";
    }
  }

  /** Methods without a rule that can be kept. */
  public static final class Wrong {
    /** Says nothing. */
    public void silent() {}

    /** Names a role that is none. */
    @RolesAllowed("root")
    public void unknown() {}

    /** Names two. */
    @RolesAllowed({"predict", "auditor"})
    public void several() {}
  }
}
