package io.sluice.prediction;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects a predictor that always reaches the live version of a model:
 *
 * <pre>{@code @Inject @ServedModel("iris") Predictor predictor;}</pre>
 *
 * <p>The model need not be loaded when the bean is made; predicting before it is ends in a {@code
 * ServingException}.
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface ServedModel {
  /** The model's name. */
  @Nonbinding
  String value();
}
