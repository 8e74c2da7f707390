package io.sluice.prediction;

import io.sluice.codec.CsvInstancesReader;
import io.sluice.codec.InstancesReader;
import io.sluice.codec.JsonInstancesReader;
import io.sluice.codec.XmlInstancesReader;
import io.sluice.model.InstanceLimits;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The formats that instances come in. */
enum BodyFormat {
  JSON("application", "json"),
  CSV("text", "csv"),
  XML("application", "xml");

  private final String type;
  private final String subtype;

  BodyFormat(String type, String subtype) {
    this.type = type;
    this.subtype = subtype;
  }

  /**
   * The format of a body, by its media type.
   *
   * @param sent null if the request names none
   * @throws ServingException if it is none of them
   */
  static BodyFormat of(@Nullable MediaType sent) {
    for (BodyFormat format : values()) {
      if (sent != null && format.is(sent)) {
        return format;
      }
    }
    throw new ServingException(
        Kind.UNSUPPORTED_MEDIA_TYPE,
        "A body must be application/json, text/csv or application/xml.");
  }

  /** A reader of this format that counts against these limits. */
  InstancesReader reader(InstanceLimits limits) {
    return switch (this) {
      case JSON -> new JsonInstancesReader(limits);
      case CSV -> new CsvInstancesReader(limits);
      case XML -> new XmlInstancesReader(limits);
    };
  }

  private boolean is(MediaType sent) {
    return type.equalsIgnoreCase(sent.getType()) && subtype.equalsIgnoreCase(sent.getSubtype());
  }
}
