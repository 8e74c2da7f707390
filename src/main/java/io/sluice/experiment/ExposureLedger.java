package io.sluice.experiment;

import io.sluice.database.Database;
import io.sluice.traffic.Arm;
import io.sluice.traffic.ArmSnapshot;
import io.sluice.traffic.Experiments;
import io.sluice.traffic.ExposureStore;
import io.sluice.traffic.RunningExperiment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds what the arms were asked on this server to what is written in the database, so that it is
 * not lost with the server.
 */
final class ExposureLedger {
  // Requests that were under way when an experiment ended are counted after its end.
  private static final int LAST_LOOKS = 15;

  private final Database database;
  private final Experiments experiments;
  private final Map<Key, ArmSnapshot> written = new HashMap<>();
  private final Map<RunningExperiment, Integer> ended = new HashMap<>();

  private record Key(long experiment, String arm) {}

  private record Entry(Key key, ArmSnapshot now, ArmSnapshot more) {}

  ExposureLedger(Database database, Experiments experiments) {
    this.database = database;
    this.experiments = experiments;
  }

  /** Says that an experiment splits no more requests. */
  synchronized void ended(RunningExperiment experiment) {
    ended.put(experiment, LAST_LOOKS);
  }

  /**
   * Writes what is new.
   *
   * @throws io.sluice.model.ChangeException if the database fails; nothing is lost, for the next
   *     call writes it
   */
  synchronized void write() {
    Collection<RunningExperiment> all = new ArrayList<>(experiments.all().values());
    all.addAll(ended.keySet());
    List<Entry> entries = all.stream().flatMap(one -> news(one).stream()).toList();
    if (!entries.isEmpty()) {
      database.transaction(
          connection -> {
            for (Entry entry : entries) {
              ExposureStore.add(
                  connection, entry.key().experiment(), entry.key().arm(), entry.more());
            }
            return null;
          });
      entries.forEach(entry -> written.put(entry.key(), entry.now()));
    }
    ended.replaceAll((experiment, looks) -> looks - 1);
    ended.entrySet().removeIf(entry -> entry.getValue() <= 0 && forget(entry.getKey()));
  }

  private List<Entry> news(RunningExperiment running) {
    List<Entry> news = new ArrayList<>();
    for (Arm arm : running.experiment().arms()) {
      Key key = new Key(running.experiment().id(), arm.name());
      ArmSnapshot now = running.counts(arm.name()).snapshot();
      ArmSnapshot more = now.since(written.getOrDefault(key, ArmSnapshot.zero()));
      if (!more.isZero()) {
        news.add(new Entry(key, now, more));
      }
    }
    return news;
  }

  private boolean forget(RunningExperiment experiment) {
    written.keySet().removeIf(key -> key.experiment() == experiment.experiment().id());
    return true;
  }
}
