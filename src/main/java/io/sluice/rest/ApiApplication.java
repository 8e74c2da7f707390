package io.sluice.rest;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.core.Application;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The API: every resource and provider of the application. A resource that the container makes for
 * each request costs more than a prediction; those that predict are made once.
 */
@ApplicationPath(ApiApplication.PATH)
public class ApiApplication extends Application {
  /** Where the API lies. */
  public static final String PATH = "/api/v1";

  /** The providers, and the resources that are made for each request. */
  @Override
  public Set<Class<?>> getClasses() {
    // Nothing is found by the container any more, since there are instances.
    Set<Class<?>> classes =
        new LinkedHashSet<>(
            List.of(
                BodyFilter.class,
                ChangeExceptionMapper.class,
                NameConverterProvider.class,
                RouteFeature.class,
                ServingExceptionMapper.class,
                ThrowableMapper.class,
                WebApplicationExceptionMapper.class));
    for (Bean<?> bean : beans().getBeans(Object.class, Any.Literal.INSTANCE)) {
      if (isResource(bean.getBeanClass()) || isFeature(bean.getBeanClass())) {
        classes.add(bean.getBeanClass());
      }
    }
    return classes;
  }

  /** The resources that a producer makes, once for all requests. */
  @Override
  @SuppressWarnings("deprecation") // Instances can be handed to JAX-RS in no other way.
  public Set<Object> getSingletons() {
    BeanManager beans = beans();
    Set<Object> resources = new LinkedHashSet<>();
    for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      for (Type type : bean.getTypes()) {
        if (type instanceof Class<?> made && isResource(made) && made != bean.getBeanClass()) {
          resources.add(beans.getReference(bean, made, beans.createCreationalContext(bean)));
        }
      }
    }
    return resources;
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        // The contract is openapi.yaml; a second description, made up by the server, is none.
        "jersey.config.server.wadl.disableWadl",
        true,
        // Nothing here is bound or validated by annotations: do not look for it on every call.
        "jersey.config.beanValidation.disable.server",
        true,
        // Entities are bytes that the features write themselves.
        "jersey.config.disableMoxyJson",
        true);
  }

  /** Whether it is a feature of another room, which makes it a bean to be found. */
  private static boolean isFeature(Class<?> type) {
    return DynamicFeature.class.isAssignableFrom(type)
        && type.getClassLoader() == ApiApplication.class.getClassLoader();
  }

  private static BeanManager beans() {
    return CDI.current().getBeanManager();
  }

  /** Whether it is a resource of ours; the server has applications of its own. */
  private static boolean isResource(Class<?> type) {
    return type.isAnnotationPresent(Path.class)
        && type.getClassLoader() == ApiApplication.class.getClassLoader();
  }
}
