package io.sluice.metrics;

import java.util.List;

/**
 * Tells at a scrape which versions there are. The registry answers; this room only knows the
 * question, since whoever holds versions counts here and not the other way round.
 */
public interface ServedVersions {
  /** Every value that {@link VersionFigures#state} can have, so that none is missing at 0. */
  List<String> states();

  /** Every version known, one model's after the other's. */
  List<VersionFigures> versions();
}
