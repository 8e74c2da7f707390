package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.testing.Rows;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** Entries that no archive has: each refused by its name. */
class Row02Test {
  private static final AtomicInteger TRIED = new AtomicInteger();
  private static final AtomicInteger ACCEPTED = new AtomicInteger();

  @Property(tries = 1000)
  void inspect_unknownEntry_isRefusedByName(@ForAll("names") String name) {
    byte[] archive = ZipForge.sound().add(name, new byte[] {1, 2, 3}).build();

    TRIED.incrementAndGet();
    if (Verdicts.read(archive) != null) {
      ACCEPTED.incrementAndGet();
    }
    Inspections.assertRefused(archive, Reason.ENTRY_UNEXPECTED, shown(name));
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> objects =
        Arbitraries.strings().ascii().ofMaxLength(20).map(rest -> "objects/" + rest);
    Arbitrary<String> known =
        Arbitraries.of(
            "preprocessor.bin",
            "../configuration.json",
            "/etc/passwd",
            "Configuration.json",
            "configuration.json/",
            "coefficients.bin\0",
            "META-INF/MANIFEST.MF",
            "");
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(64);
    return Arbitraries.frequencyOf(Tuple.of(4, objects), Tuple.of(1, known), Tuple.of(5, any))
        .filter(name -> EntryName.of(name).isEmpty());
  }

  @AfterContainer
  static void figure() {
    Rows.figure(2, "accepted %d/%d", ACCEPTED.get(), TRIED.get());
    assertThat(ACCEPTED.get()).isZero();
  }

  /** As it stands in the file, unprintable bytes as question marks. */
  private static String shown(String name) {
    String bytes =
        new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    return bytes.replaceAll("[^ -~]", "?");
  }
}
