package io.sluice.rest;

import static io.sluice.testing.FakePredictor.constant;
import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.testing.FakePredictor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessLogFilterTest {
  // Held, for the JDK forgets loggers that nobody holds, handlers and all.
  private final Logger logger = Logger.getLogger(AccessLogFilter.LOGGER);
  private final List<LogRecord> records = new ArrayList<>();
  private final Handler handler = new Recording(records);
  private final AccessFile file = new AccessFile(new Ticking(), null);
  private final Map<String, Object> answers =
      new HashMap<>(
          Map.of(
              "getMethod",
              "POST",
              "getAttribute",
              "/api/v1/models/{model}/predict",
              "getStatus",
              200,
              "getOutputStream",
              new Nowhere()));

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @Test
  void doFilter_answeredRequest_logsItOnceWithTheVersionLeased() throws Exception {
    ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});
    FakePredictor rent = constant("rent", 2, 1);
    registry.publish(rent.ready(), rent, () -> {});

    filter(
        true,
        (request, response) -> {
          registry.lease(id("rent", 2)).close();
          response.getOutputStream().write(new byte[5]);
          response.getOutputStream().write('x');
        });

    assertThat(records).hasSize(1);
    assertThat(members())
        .containsEntry("model", "rent")
        .containsEntry("version", "2")
        .containsEntry("status", 200)
        .containsEntry("bytes", 6L)
        .containsEntry("durationMillis", 3.0);
  }

  @Test
  void doFilter_failure_isLoggedAs500AndPassedOn() {
    assertThatThrownBy(
            () ->
                filter(
                    true,
                    (request, response) -> {
                      throw new ServletException("broken");
                    }))
        .hasMessage("broken");

    assertThat(members()).containsEntry("status", 500).doesNotContainKey("model");
  }

  @Test
  void doFilter_moreRefusalsThanHaveLines_areOneLineThatCountsThem() throws Exception {
    answers.put("getStatus", 429);
    for (int i = 0; i < RefusedRequests.OWN_LINES + 7; i++) {
      filter(true, (request, response) -> response.getOutputStream().write(new byte[5]));
    }
    assertThat(records).hasSize(RefusedRequests.OWN_LINES);

    file.stop();
    file.stop();

    assertThat(records).hasSize(RefusedRequests.OWN_LINES + 1);
    assertThat(members(RefusedRequests.OWN_LINES))
        .containsEntry("status", 429)
        .containsEntry("alike", 7L)
        .containsEntry("bytes", 35L)
        .containsEntry("durationMillis", 3.0);
  }

  @Test
  void doFilter_refusalsAfterAWrite_haveLinesAgain() throws Exception {
    answers.put("getStatus", 503);
    for (int i = 0; i < RefusedRequests.OWN_LINES; i++) {
      filter(true, (request, response) -> response.getOutputStream().write('x'));
    }

    file.stop();
    filter(true, (request, response) -> response.getOutputStream().write('x'));

    assertThat(records).hasSize(RefusedRequests.OWN_LINES + 1);
    assertThat(members(RefusedRequests.OWN_LINES)).doesNotContainKey("alike");
  }

  @Test
  void doFilter_switchedOff_logsNothingAndAnswers() throws Exception {
    List<String> answered = new ArrayList<>();

    filter(false, (request, response) -> answered.add("yes"));

    assertThat(answered).containsExactly("yes");
    assertThat(records).isEmpty();
  }

  private void filter(boolean enabled, FilterChain chain) throws IOException, ServletException {
    AccessLogFilter filter = new AccessLogFilter(new Ticking());
    filter.configure(enabled, file);
    filter.doFilter(
        answering(HttpServletRequest.class), answering(HttpServletResponse.class), chain);
  }

  private Map<Object, Object> members() {
    return members(0);
  }

  private Map<Object, Object> members(int line) {
    return new HashMap<>((Map<?, ?>) records.get(line).getParameters()[0]);
  }

  /** The container's side of a request, as far as a filter asks for it. */
  private <T> T answering(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName())));
  }

  /** Three milliseconds from each reading to the next. */
  private static final class Ticking implements TimeSource {
    private long nanos;

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      nanos += TimeUnit.MILLISECONDS.toNanos(3);
      return nanos;
    }
  }

  /** Takes every byte. */
  private static final class Nowhere extends ServletOutputStream {
    @Override
    public void write(int b) {
      // Counted before it comes here.
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("not asynchronous");
    }
  }

  /** Keeps what is logged. */
  private static final class Recording extends Handler {
    private final List<LogRecord> records;

    Recording(List<LogRecord> records) {
      this.records = records;
    }

    @Override
    public void publish(LogRecord line) {
      records.add(line);
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
