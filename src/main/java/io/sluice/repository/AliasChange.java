package io.sluice.repository;

import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One change of an alias.
 *
 * @param id rises with time
 * @param from where it pointed before; null if it did not exist
 * @param to where it points since; null if it was deleted
 */
public record AliasChange(
    long id,
    ModelName model,
    Alias alias,
    Action action,
    @Nullable ModelVersion from,
    @Nullable ModelVersion to,
    Origin origin) {

  /** What can be done to an alias. */
  public enum Action {
    /** It was made, or pointed at another version. */
    SET,
    /** It was taken away. */
    DELETE,
    /** It was pointed at the version that it had before. */
    ROLLBACK;

    /** The action as the database and the API write it: {@code rollback}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Action of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }
}
