package io.sluice.intake;

import static io.sluice.intake.Inspections.assertRefused;
import static io.sluice.intake.Inspections.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.intake.ZipForge.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {
  private static final byte[] NOTHING = {};
  private static final byte[] JSON = ZipForge.JSON.getBytes(StandardCharsets.UTF_8);
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";

  @Test
  void inspect_streamedArchive_isRead() throws IOException {
    assertThat(inspect(ZipForge.sound().build()).parameters().toDoubles()).containsExactly(1, 2, 3);
  }

  @Test
  void inspect_archiveOfASeekingTool_isRead() throws IOException {
    byte[] times = {0x55, 0x54, 5, 0, 1, 0, 0, 0, 0};
    ZipForge forge =
        ZipForge.sound()
            .change(0, Part::seekable)
            .change(1, part -> part.stored(ArrayForge.row(1, 2, 3).build()));
    forge.parts.forEach(part -> part.localExtra = times);
    forge.parts.forEach(part -> part.madeBy = 0x31e);
    forge.parts.forEach(part -> part.attributes = 0x81a40000);

    assertThat(inspect(forge.build()).parameters().toDoubles()).containsExactly(1, 2, 3);
  }

  @Test
  void inspect_updaterState_isCheckedButNotRead() throws IOException {
    byte[] rubbish = "no array at all".getBytes(StandardCharsets.UTF_8);
    byte[] sound = ZipForge.sound().add("updaterState.bin", rubbish).build();
    ZipForge broken = ZipForge.sound().add("updaterState.bin", rubbish);
    broken.change(2, part -> part.sizes(part.crc + 1, part.compressed, part.size));

    assertThat(inspect(sound).parameters().elements()).isEqualTo(3);
    assertRefused(broken.build(), Reason.ENTRY_CORRUPT, "updaterState.bin");
  }

  static Stream<Arguments> inconsistentZips() {
    return Stream.of(
        zip(
            "central directory names another entry",
            Reason.ZIP_INCONSISTENT,
            COEFFICIENTS,
            1,
            part -> part.localName = "updaterState.bin"),
        zip(
            "local header names nothing known",
            Reason.ENTRY_UNEXPECTED,
            "coefficients_bin",
            1,
            part -> part.localName = "coefficients_bin"),
        zip(
            "local header has another method",
            Reason.ZIP_INCONSISTENT,
            COEFFICIENTS,
            1,
            part -> part.localMethod = 0),
        zip(
            "local header has other flags",
            Reason.ZIP_INCONSISTENT,
            COEFFICIENTS,
            1,
            part -> part.flags = 0x800),
        zip(
            "local header has a size, central another",
            Reason.ZIP_INCONSISTENT,
            COEFFICIENTS,
            1,
            part -> part.localSize = 5),
        zip(
            "local header has a CRC only",
            Reason.ZIP_INCONSISTENT,
            COEFFICIENTS,
            1,
            part -> part.localCrc = part.crc),
        zip(
            "descriptor has another CRC",
            Reason.ZIP_INCONSISTENT,
            COEFFICIENTS,
            1,
            part -> part.descriptorCrc++),
        zip(
            "descriptor has another compressed size",
            Reason.ZIP_INCONSISTENT,
            COEFFICIENTS,
            1,
            part -> part.descriptorCompressed++),
        zip(
            "descriptor has another size",
            Reason.ZIP_INCONSISTENT,
            COEFFICIENTS,
            1,
            part -> part.descriptorSize++),
        zip(
            "entry reaches into the central directory",
            Reason.ZIP_INCONSISTENT,
            COEFFICIENTS,
            1,
            part -> part.sizes(part.crc, part.compressed + 40, part.size)),
        zip(
            "entry is shorter than its room",
            Reason.ZIP_INCONSISTENT,
            CONFIGURATION,
            0,
            part -> part.sizes(part.crc, part.compressed - 1, part.size)),
        zip(
            "entry points elsewhere",
            Reason.ZIP_INCONSISTENT,
            COEFFICIENTS,
            1,
            part -> part.offsetDelta = 1),
        zip(
            "entry is encrypted",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> {
              part.flags |= 1;
              part.localFlags |= 1;
            }),
        zip(
            "entry is strongly encrypted",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> {
              part.flags |= 0x2040;
              part.localFlags |= 0x2040;
            }),
        zip(
            "entry is compressed by bzip2",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> {
              part.method = 12;
              part.localMethod = 12;
            }),
        zip(
            "entry needs zip64",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> part.version = 45),
        zip(
            "entry leaves its size to zip64",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> part.sizes(part.crc, part.compressed, 0xffff_ffffL)),
        zip(
            "entry leaves its compressed size to zip64",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> part.sizes(part.crc, 0xffff_ffffL, part.size)),
        zip(
            "entry has a zip64 field",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> part.centralExtra = new byte[] {1, 0, 0, 0}),
        zip(
            "local header has a zip64 field",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> part.localExtra = new byte[] {1, 0, 0, 0}),
        zip(
            "extra field is longer than its room",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> part.localExtra = new byte[] {0x55, 0x54, 9, 0, 0}),
        zip(
            "extra field is a stump",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> part.localExtra = new byte[] {0x55, 0x54}),
        zip(
            "extra field is long",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> part.localExtra = new byte[4000]),
        zip(
            "entry has a comment",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> part.comment = "hello"),
        zip(
            "entry is a DOS directory",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> part.attributes = 0x10),
        zip(
            "entry is a symbolic link",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> {
              part.madeBy = 0x314;
              part.attributes = 0xa1ff0000;
            }),
        zip(
            "entry is stored in two sizes",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> {
              part.stored(ArrayForge.row(1, 2, 3).build());
              part.size++;
              part.localSize++;
            }),
        zip(
            "entry is stored and streamed",
            Reason.ZIP_UNSUPPORTED,
            COEFFICIENTS,
            1,
            part -> {
              part.method = 0;
              part.localMethod = 0;
              part.sizes(part.crc, part.compressed, part.compressed);
            }),
        file(
            "bytes stand before the first entry",
            Reason.ZIP_INCONSISTENT,
            CONFIGURATION,
            forge -> forge.prefix = new byte[] {'#', '!'}),
        file(
            "bytes stand before the first entry, offsets moved",
            Reason.ZIP_INCONSISTENT,
            CONFIGURATION,
            forge -> {
              forge.prefix = new byte[] {'#', '!'};
              forge.parts.forEach(part -> part.offsetDelta = -2);
            }),
        file(
            "bytes stand before the central directory",
            Reason.ZIP_INCONSISTENT,
            "archive",
            forge -> forge.beforeCentral = new byte[7]),
        file(
            "bytes stand after the central directory",
            Reason.ZIP_INCONSISTENT,
            "archive",
            forge -> forge.beforeEnd = new byte[7]),
        file(
            "a zip64 end record stands before the end",
            Reason.ZIP_INCONSISTENT,
            "archive",
            forge -> forge.beforeEnd = new byte[76]),
        file(
            "bytes follow the end",
            Reason.NOT_A_ZIP,
            "archive",
            forge -> forge.suffix = new byte[] {0}),
        file(
            "archive has a comment", Reason.NOT_A_ZIP, "archive", forge -> forge.comment = "hello"),
        file(
            "end counts too many entries",
            Reason.ZIP_INCONSISTENT,
            "archive",
            forge -> forge.countDelta = 1),
        file(
            "end counts too few entries",
            Reason.ZIP_INCONSISTENT,
            "archive",
            forge -> forge.countDelta = -1),
        file(
            "end gives another size",
            Reason.ZIP_INCONSISTENT,
            "archive",
            forge -> forge.centralSizeDelta = 1),
        file(
            "end gives another place",
            Reason.ZIP_INCONSISTENT,
            "archive",
            forge -> forge.centralOffsetDelta = -1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inconsistentZips")
  void inspect_zipThatDl4jNeverWrites_isRefused(
      String what, byte[] archive, Reason reason, String entry) {
    assertRefused(archive, reason, entry);
  }

  @Test
  void inspect_duplicateEntry_isRefused() {
    assertRefused(
        ZipForge.sound().add(COEFFICIENTS, ArrayForge.row(9).build()).build(),
        Reason.ENTRY_DUPLICATE,
        COEFFICIENTS);
  }

  @Test
  void inspect_missingEntry_isNamed() {
    byte[] noConfiguration = new ZipForge().add(COEFFICIENTS, ArrayForge.row(1).build()).build();
    byte[] noCoefficients = new ZipForge().add(CONFIGURATION, JSON).build();

    assertRefused(noConfiguration, Reason.ENTRY_MISSING, CONFIGURATION);
    assertRefused(noCoefficients, Reason.ENTRY_MISSING, COEFFICIENTS);
    assertRefused(new ZipForge().build(), Reason.ENTRY_MISSING, CONFIGURATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preprocessor.bin",
        "objects/key",
        "objects/",
        "../configuration.json",
        "/configuration.json",
        "CONFIGURATION.JSON",
        "configuration.json/",
        "configuration.json ",
        ""
      })
  void inspect_entryWithAnotherName_isRefused(String name) {
    byte[] archive = ZipForge.sound().add(name, NOTHING).build();

    assertRefused(archive, Reason.ENTRY_UNEXPECTED, name);
  }

  @Test
  void inspect_unprintableName_isShownWithoutControls() {
    byte[] archive = ZipForge.sound().add("a\nb\u0000\u00ff", NOTHING).build();

    assertRefused(archive, Reason.ENTRY_UNEXPECTED, "a?b??");
  }

  @Test
  void inspect_longName_isCut() {
    byte[] archive = ZipForge.sound().add("x".repeat(60_000), NOTHING).build();

    assertRefused(archive, Reason.ENTRY_UNEXPECTED, "x".repeat(EntryName.MAX_LENGTH));
  }

  @Property(tries = 1000)
  void inspect_generatedName_isRefused(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 40) String name) {
    String unknown = EntryName.of(name).isPresent() ? name.toUpperCase(Locale.ROOT) : name;

    assertRefused(
        ZipForge.sound().add("objects/" + unknown, NOTHING).build(),
        Reason.ENTRY_UNEXPECTED,
        "objects/" + unknown);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 21})
  void inspect_fileShorterThanAZip_isRefused(int length) {
    assertRefused(new byte[length], Reason.NOT_A_ZIP, "archive");
  }

  @Test
  void inspect_fileOverTheCap_isRefusedUnread() {
    byte[] archive = ZipForge.sound().build();
    IntakeLimits limits = IntakeLimits.DEFAULTS.withCaps(archive.length - 1, 1 << 20, 100);

    ArchiveRejectedException refusal = Inspections.refused(archive, limits);

    assertThat(refusal.reason()).isEqualTo(Reason.ARCHIVE_TOO_LARGE);
  }

  private static Arguments zip(
      String what, Reason reason, String entry, int index, Consumer<Part> change) {
    return file(what, reason, entry, forge -> forge.change(index, change));
  }

  private static Arguments file(
      String what, Reason reason, String entry, Consumer<ZipForge> change) {
    ZipForge forge = ZipForge.sound();
    change.accept(forge);
    return Arguments.of(what, forge.build(), reason, entry);
  }
}
