package io.sluice.feedback;

import static io.sluice.codec.JsonTree.object;

import io.sluice.feedback.Reception.Kind;
import io.sluice.model.Caller;
import io.sluice.model.Violation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many outcomes from one caller, handed on a few hundred at a time, and what became of them. What
 * was handed on stays kept whatever comes after.
 */
final class FeedbackBatch {
  private static final int MOST_ERRORS = 100;

  private final FeedbackDesk desk;
  private final boolean replace;
  private final Caller caller;
  private final List<Told> pending = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final List<Map<String, Object>> errors = new ArrayList<>();
  private int received;

  FeedbackBatch(FeedbackDesk desk, boolean replace, Caller caller) {
    this.desk = desk;
    this.replace = replace;
    this.caller = caller;
  }

  /** Takes one more. */
  void add(FeedbackItem item) {
    int index = received++;
    if (item.told() == null) {
      count(index, item.prediction(), Reception.invalid(fault(item)));
      return;
    }
    pending.add(item.told());
    places.add(index);
    if (pending.size() == FeedbackDesk.MOST_AT_ONCE) {
      flush();
    }
  }

  /** Hands on what is left. */
  void flush() {
    List<Reception> receptions =
        pending.isEmpty() ? List.of() : desk.tell(pending, replace, caller);
    for (int i = 0; i < receptions.size(); i++) {
      count(places.get(i), pending.get(i).id().toString(), receptions.get(i));
    }
    pending.clear();
    places.clear();
  }

  /** What became of all, as JSON. */
  Map<String, Object> tree() {
    return object(
        "received", received,
        "accepted", counts.getOrDefault(Kind.ACCEPTED, 0L),
        "repeated", counts.getOrDefault(Kind.REPEATED, 0L),
        "replaced", counts.getOrDefault(Kind.REPLACED, 0L),
        "conflicting", counts.getOrDefault(Kind.CONFLICTING, 0L),
        "unknown", counts.getOrDefault(Kind.UNKNOWN, 0L),
        "invalid", counts.getOrDefault(Kind.INVALID, 0L),
        "errors", errors.isEmpty() ? null : errors);
  }

  private void count(int index, String prediction, Reception reception) {
    counts.merge(reception.kind(), 1L, Long::sum);
    if (reception.kind().isGood() || errors.size() == MOST_ERRORS) {
      return;
    }
    Violation fault = reception.fault();
    errors.add(
        object(
            "index",
            index,
            "predictionId",
            prediction,
            "outcome",
            reception.kind().wireName().toLowerCase(Locale.ROOT),
            "pointer",
            fault == null ? null : fault.pointer(),
            "detail",
            reception.detail()));
  }

  private static Violation fault(FeedbackItem item) {
    @Nullable Violation fault = item.fault();
    if (fault == null) {
      throw new IllegalStateException("neither told nor at fault");
    }
    return fault;
  }
}
