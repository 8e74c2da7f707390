package io.sluice.prediction;

import io.sluice.codec.AnswerBytes;
import io.sluice.codec.HtmlFormWriter;
import io.sluice.codec.HtmlPage;
import io.sluice.codec.InstancesReader;
import io.sluice.codec.JsonPredictionWriter;
import io.sluice.codec.PredictionWriter;
import io.sluice.codec.QueryInstanceReader;
import io.sluice.codec.TopClasses;
import io.sluice.model.Caller;
import io.sluice.model.Deadline;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Prediction;
import io.sluice.model.RequestHeaders;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import io.sluice.model.Target;
import io.sluice.model.TimeSource;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a predict request of HTTP to its answer, for all resources alike: which format the caller
 * wants, which one the body has, the prediction, the answer's bytes. They are complete before the
 * first is sent, so that a failure can still become a problem, and a length be said.
 */
public final class PredictExchange {
  private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

  private static final PredictionWriter JSON = new JsonPredictionWriter();

  private final Predictions predictions;
  private final Map<BodyFormat, InstancesReader> bodies = new EnumMap<>(BodyFormat.class);
  private final InstancesReader json;
  private final QueryInstanceReader query;

  /**
   * @param limits counted while a request is read
   */
  public PredictExchange(Predictions predictions, InstanceLimits limits) {
    this.predictions = predictions;
    this.query = new QueryInstanceReader(limits);
    for (BodyFormat format : BodyFormat.values()) {
      bodies.put(format, format.reader(limits));
    }
    this.json = bodies.get(BodyFormat.JSON);
  }

  /**
   * Predicts the instances of a body.
   *
   * @throws ServingException if the request is not one that can be answered, or the model fails
   */
  Response post(Target target, Caller caller, HttpHeaders headers, UriInfo uri, InputStream body) {
    check(caller);
    Deadline deadline = deadline(headers::getHeaderString);
    AnswerFormat format = AnswerFormat.negotiate(headers.getAcceptableMediaTypes());
    TopClasses top = TopParameter.read(parameters(uri).get(QueryInstanceReader.TOP));
    InstancesReader reader = bodies.get(BodyFormat.of(headers.getMediaType()));
    Prediction prediction =
        predictions.predict(
            target, reader.source(body), deadline, caller, headers::getHeaderString);
    return answer(prediction, format, top, Map.of());
  }

  /**
   * Predicts the instances of a JSON body for a caller that takes JSON: {@link #post} without what
   * it negotiates.
   *
   * @throws ServingException as {@link #post}
   */
  Prediction json(Target target, Caller caller, RequestHeaders headers, InputStream body) {
    check(caller);
    return predictions.predict(target, json.source(body), deadline(headers), caller, headers);
  }

  /**
   * The answer in JSON.
   *
   * @return to be closed by the caller
   */
  static AnswerBytes json(Prediction prediction) {
    AnswerBytes answer = new AnswerBytes();
    try {
      JSON.write(prediction, TopClasses.ALL, answer);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return answer;
  }

  /**
   * Predicts the one instance of the query string. Without a query string a browser gets the empty
   * form, to begin with.
   *
   * @throws ServingException if the request is not one that can be answered, or the model fails
   */
  Response get(Target target, Caller caller, HttpHeaders headers, UriInfo uri) {
    check(caller);
    Deadline deadline = deadline(headers::getHeaderString);
    AnswerFormat format = AnswerFormat.negotiate(headers.getAcceptableMediaTypes());
    MultivaluedMap<String, String> asked = parameters(uri);
    if (asked.isEmpty() && format == AnswerFormat.HTML) {
      return form(target, caller);
    }
    TopClasses top = TopParameter.read(asked.get(QueryInstanceReader.TOP));
    Prediction prediction =
        predictions.predict(
            target, query.source(asked), deadline, caller, headers::getHeaderString);
    return answer(prediction, format, top, asked);
  }

  /** The direct lane has nothing else that would; the resources say it twice. */
  private static void check(Caller caller) {
    if (!caller.has(Role.PREDICT)) {
      throw caller.refusal(Role.PREDICT);
    }
  }

  private static Deadline deadline(RequestHeaders headers) {
    return DeadlineHeader.read(headers.header(DeadlineHeader.NAME), TimeSource.SYSTEM);
  }

  private static MultivaluedMap<String, String> parameters(UriInfo uri) {
    return uri.getQueryParameters();
  }

  private static Response answer(
      Prediction prediction, AnswerFormat format, TopClasses top, Map<String, List<String>> asked) {
    Response.ResponseBuilder answer =
        answer(format, out -> format.writer(asked).write(prediction, top, out));
    AnswerHeaders.set(prediction, answer::header);
    return answer.build();
  }

  private Response form(Target target, Caller caller) {
    HtmlFormWriter form = new HtmlFormWriter(title(target), predictions.signature(target, caller));
    return answer(AnswerFormat.HTML, form::write).build();
  }

  private static String title(Target target) {
    if (target instanceof Target.Live live) {
      return live.model().value();
    }
    if (target instanceof Target.Pinned pinned) {
      return "%s, version %s".formatted(pinned.id().name(), pinned.id().version());
    }
    if (target instanceof Target.Aliased aliased) {
      return "%s, %s".formatted(aliased.model(), aliased.alias());
    }
    return ((Target.Operation) target).operation().value();
  }

  private static Response.ResponseBuilder answer(AnswerFormat format, Body body) {
    try (AnswerBytes bytes = new AnswerBytes()) {
      body.write(bytes);
      Response.ResponseBuilder answer =
          Response.ok(bytes.toByteArray(), format.mediaType())
              .header(HttpHeaders.CONTENT_LENGTH, bytes.size())
              .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
      if (format == AnswerFormat.HTML) {
        answer.header(CONTENT_SECURITY_POLICY, HtmlPage.contentSecurityPolicy());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }

  /** Writes the bytes of an answer. */
  private interface Body {
    void write(AnswerBytes out) throws IOException;
  }
}
