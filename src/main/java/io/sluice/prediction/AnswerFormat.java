package io.sluice.prediction;

import io.sluice.codec.CsvPredictionWriter;
import io.sluice.codec.HtmlPredictionWriter;
import io.sluice.codec.JsonPredictionWriter;
import io.sluice.codec.PredictionWriter;
import io.sluice.codec.XmlPredictionWriter;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** The formats that predictions are given in, the default one first. */
enum AnswerFormat {
  JSON("application", "json"),
  XML("application", "xml"),
  CSV("text", "csv"),
  HTML("text", "html");

  private static final String QUALITY = "q";

  private final String type;
  private final String subtype;

  AnswerFormat(String type, String subtype) {
    this.type = type;
    this.subtype = subtype;
  }

  /**
   * The format that the caller wants most; of those equally wanted the first (RFC 9110, section
   * 12.5.1).
   *
   * @param accepted the media ranges of the header {@code Accept}; {@code * / *} if there is none
   * @throws ServingException if the caller wants none of them
   */
  static AnswerFormat negotiate(List<MediaType> accepted) {
    AnswerFormat best = null;
    double most = 0;
    for (AnswerFormat format : values()) {
      double quality = format.quality(accepted);
      if (quality > most) {
        best = format;
        most = quality;
      }
    }
    if (best == null) {
      throw new ServingException(
          Kind.NOT_ACCEPTABLE,
          "An answer can be application/json, application/xml, text/csv or text/html.");
    }
    return best;
  }

  /** The media type of an answer, with its charset where the type does not fix it. */
  MediaType mediaType() {
    return this == JSON ? new MediaType(type, subtype) : new MediaType(type, subtype, "utf-8");
  }

  /**
   * A writer of this format.
   *
   * @param asked the query parameters of the request; empty for one that has a body
   */
  PredictionWriter writer(Map<String, List<String>> asked) {
    return switch (this) {
      case JSON -> new JsonPredictionWriter();
      case XML -> new XmlPredictionWriter();
      case CSV -> new CsvPredictionWriter();
      case HTML -> new HtmlPredictionWriter(asked);
    };
  }

  /** How much the caller wants this format, 0 to 1: what the most specific range says. */
  private double quality(List<MediaType> accepted) {
    double quality = 0;
    int specific = -1;
    for (MediaType range : accepted) {
      int match = match(range);
      if (match > specific) {
        specific = match;
        quality = qualityOf(range);
      }
    }
    return quality;
  }

  /** 2 for the type itself, 1 for all of its main type, 0 for anything, -1 for another. */
  private int match(MediaType range) {
    if (range.isWildcardType()) {
      return 0;
    }
    if (!range.getType().equalsIgnoreCase(type)) {
      return -1;
    }
    if (range.isWildcardSubtype()) {
      return 1;
    }
    return range.getSubtype().equalsIgnoreCase(subtype) ? 2 : -1;
  }

  private static double qualityOf(MediaType range) {
    String quality = range.getParameters().get(QUALITY);
    try {
      return quality == null ? 1 : Double.parseDouble(quality);
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
