package io.sluice.rest;

import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.model.ServingException.Kind;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets resources take names as types: {@code @PathParam("model") ModelName model}. */
@Provider
public class NameConverterProvider implements ParamConverterProvider {
  private static final Map<Class<?>, NameConverter<?>> CONVERTERS =
      Map.of(
          ModelName.class, new NameConverter<>(ModelName::new, Kind.MODEL_NOT_FOUND),
          ModelVersion.class, new NameConverter<>(ModelVersion::parse, Kind.VERSION_NOT_FOUND),
          Alias.class, new NameConverter<>(Alias::new, Kind.ALIAS_NOT_FOUND),
          OperationName.class, new NameConverter<>(OperationName::new, Kind.OPERATION_NOT_FOUND));

  @Override
  @SuppressWarnings("unchecked") // The map holds for each class the converter to that class.
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, Type genericType, Annotation[] annotations) {
    return (ParamConverter<T>) CONVERTERS.get(type);
  }
}
