package io.sluice.audit;

import io.sluice.model.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of an entry: over {@code sluice-audit-1}, the hash before it, its number, its time in
 * microseconds since 1970 (both as 8 bytes, the highest first), and its texts in the order of
 * {@link AuditEntry}. Each text is its length in bytes (4 bytes; -1 if it is missing) and its
 * UTF-8, so that no two entries are written alike.
 */
final class ChainHash {
  /** What the first entry has for the hash before it. */
  static final String NONE = "0".repeat(64);

  private static final String FORM = "sluice-audit-1";

  private ChainHash() {}

  /** The hash that a row must have; the one that it has plays no part. */
  static String of(AuditRow row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream form = new DataOutputStream(bytes)) {
      text(form, FORM);
      text(form, row.previousHash());
      form.writeLong(row.sequence());
      form.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, row.at()));
      text(form, row.actor());
      text(form, row.role());
      text(form, row.action());
      text(form, row.object());
      text(form, row.model());
      text(form, row.oldDigest());
      text(form, row.newDigest());
      text(form, row.requestId());
      text(form, row.outcome());
      text(form, row.detail());
      return Sha256.hex(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
  }

  private static void text(DataOutputStream form, @Nullable String value) throws IOException {
    if (value == null) {
      form.writeInt(-1);
      return;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    form.writeInt(utf8.length);
    form.write(utf8);
  }
}
