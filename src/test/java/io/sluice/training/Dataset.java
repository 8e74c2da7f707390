package io.sluice.training;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A CSV file of one observation a row, as text, with the digest of its bytes.
 *
 * @param name the file's name without {@code .csv}, such as {@code iris}
 * @param header the column names, in file order
 * @param rows the observations, each as long as the header
 * @param sha256 the SHA-256 of the file's bytes, 64 lower-case hexadecimal digits
 */
record Dataset(String name, List<String> header, List<List<String>> rows, String sha256) {

  Dataset {
    requireNonNull(name, "name is null");
    header = List.copyOf(header);
    rows = List.copyOf(rows);
    requireNonNull(sha256, "sha256 is null");
  }

  /**
   * Reads {@code data/<name>.csv} from the class path.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  static Dataset read(String name) {
    byte[] bytes = bytes("/data/" + name + ".csv");
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(new String(bytes, StandardCharsets.UTF_8))) {
      List<NamedCsvRecord> records = csv.stream().toList();
      return new Dataset(
          name,
          records.get(0).getHeader(),
          records.stream().map(NamedCsvRecord::getFields).toList(),
          sha256(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All values of one column, in row order. */
  List<String> column(String column) {
    int index = index(column);
    return rows.stream().map(row -> row.get(index)).toList();
  }

  /** Where the named columns are, in the order asked for. */
  List<Integer> indexes(List<String> columns) {
    return columns.stream().map(this::index).toList();
  }

  /** The values of some columns of one row, by {@link #indexes(List)}. */
  List<String> values(int row, List<Integer> indexes) {
    return indexes.stream().map(rows.get(row)::get).toList();
  }

  private int index(String column) {
    int index = header.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(name + " has no column " + column);
    }
    return index;
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = Dataset.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("No " + resource + " on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
