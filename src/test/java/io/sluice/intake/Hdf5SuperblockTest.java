package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Hdf5SuperblockTest {
  private static final int SIZE = 96;

  @Test
  void check_superblocksOfAllVersions_areTaken() {
    for (int version = 0; version <= 3; version++) {
      byte[] file = file(version);
      assertThatCode(() -> Hdf5Superblock.check(new MemoryChannel(file), IntakeLimits.DEFAULTS))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void check_filesThatAreCutOrFollowedOrNotAlone_areRefused() {
    assertRefused(Arrays.copyOf(file(0), SIZE - 1));
    assertRefused(Arrays.copyOf(file(2), SIZE + 1));
    assertRefused(Arrays.copyOf(file(0), 40));
    assertRefused(with(file(0), 24, 512)); // a user block before it
    assertRefused(with(file(1), 28, 512));
    assertRefused(with(file(3), 12, 512));
    assertRefused(with(file(0), 48, 60)); // a driver: one of several files
    byte[] newer = file(3);
    newer[8] = 4;
    assertRefused(newer);
    byte[] narrow = file(0);
    narrow[13] = 4;
    assertRefused(narrow);
  }

  @Test
  void check_fileOverTheCap_isRefused() {
    ArchiveRejectedException refusal =
        catchThrowableOfType(
            ArchiveRejectedException.class,
            () ->
                Hdf5Superblock.check(
                    new MemoryChannel(file(0)), IntakeLimits.DEFAULTS.withCaps(95, 95, 95)));
    assertThat(refusal.reason()).isEqualTo(Reason.ARCHIVE_TOO_LARGE);
  }

  @Property(tries = 2000)
  void check_anyBytesBehindTheSignature_areTakenOrRefused(
      @ForAll @IntRange(min = 8, max = 63) int at, @ForAll byte value) {
    byte[] file = file(0);
    file[at] = value;

    ArchiveRejectedException refusal =
        catchThrowableOfType(
            ArchiveRejectedException.class,
            () -> Hdf5Superblock.check(new MemoryChannel(file), IntakeLimits.DEFAULTS));
    assertThat(refusal == null || refusal.reason() == Reason.HDF5_MALFORMED).isTrue();
  }

  private static void assertRefused(byte[] file) {
    ArchiveRejectedException refusal =
        catchThrowableOfType(
            ArchiveRejectedException.class,
            () -> Hdf5Superblock.check(new MemoryChannel(file), IntakeLimits.DEFAULTS));
    assertThat(refusal.reason()).isEqualTo(Reason.HDF5_MALFORMED);
  }

  /** What stands at the beginning of a file of {@link #SIZE} bytes. */
  private static byte[] file(int version) {
    ByteBuffer file = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', (byte) version});
    if (version < 2) {
      int base = version == 0 ? 24 : 28;
      file.put(13, (byte) 8).put(14, (byte) 8);
      file.putLong(base + 8, -1).putLong(base + 16, SIZE).putLong(base + 24, -1);
    } else {
      file.put(9, (byte) 8).put(10, (byte) 8);
      file.putLong(20, -1).putLong(28, SIZE).putLong(36, 48);
    }
    return file.array();
  }

  private static byte[] with(byte[] file, int at, long value) {
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
    return file;
  }
}
