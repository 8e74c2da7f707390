package io.sluice.rest;

import io.sluice.model.ModelId;
import java.time.Instant;

/**
 * One line of the access file.
 *
 * @param epochMillis when the answer was given
 * @param record nothing of it needs escaping: ids, methods, routes and names are all of safe
 *     characters
 */
record AccessLine(long epochMillis, AccessRecord record) {
  private static final int MICROS = 1000;

  /** Appends the JSON of the line and the end of the line. */
  void appendTo(StringBuilder text) {
    text.append("{\"time\":\"").append(Instant.ofEpochMilli(epochMillis));
    text.append("\",\"requestId\":\"").append(record.requestId());
    text.append("\",\"method\":\"").append(record.method());
    text.append("\",\"route\":\"").append(record.route());
    ModelId id = record.id();
    if (id != null) {
      text.append("\",\"model\":\"").append(id.name().value());
      text.append("\",\"version\":\"").append(id.version().number());
    }
    text.append("\",\"status\":").append(record.status());
    text.append(",\"durationMillis\":");
    long micros = Math.round(record.durationMillis() * MICROS);
    long fraction = micros % MICROS;
    text.append(micros / MICROS).append('.');
    text.append(fraction < 100 ? "0" : "").append(fraction < 10 ? "0" : "").append(fraction);
    text.append(",\"bytes\":").append(record.bytes());
    if (record.alike() > 1) {
      text.append(",\"alike\":").append(record.alike());
    }
    text.append("}\n");
  }
}
