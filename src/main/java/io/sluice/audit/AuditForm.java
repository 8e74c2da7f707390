package io.sluice.audit;

import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.JsonTree;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The audit in the forms of the contract. Members that say nothing are left out. */
final class AuditForm {
  private AuditForm() {}

  /**
   * A page of entries.
   *
   * @param more whether there may be later ones: {@code next} then says how to ask for them
   */
  static byte[] page(List<AuditRow> rows, boolean more) {
    return JsonTree.bytes(
        object(
            "entries",
            rows.stream().map(AuditForm::entry).toList(),
            "next",
            more ? rows.get(rows.size() - 1).sequence() : null));
  }

  /** What was found when all was read through. */
  static byte[] verification(AuditVerification found) {
    AuditVerification.Fault fault = found.fault();
    return JsonTree.bytes(
        object(
            "intact", found.intact(),
            "entries", found.entries(),
            "hash", found.hash(),
            "fault", fault == null ? null : fault(fault)));
  }

  private static Map<String, Object> fault(AuditVerification.Fault fault) {
    String rule = fault.rule().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return object("sequence", fault.sequence(), "rule", rule);
  }

  private static Map<String, Object> entry(AuditRow row) {
    return object(
        "sequence", row.sequence(),
        "at", row.at().toString(),
        "actor", row.actor(),
        "role", row.role(),
        "action", row.action(),
        "object", row.object(),
        "model", row.model(),
        "oldDigest", row.oldDigest(),
        "newDigest", row.newDigest(),
        "requestId", row.requestId(),
        "outcome", row.outcome(),
        "detail", row.detail(),
        "previousHash", row.previousHash(),
        "hash", row.hash());
  }
}
