package io.sluice.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements with parameters, in the SQL that H2 and PostgreSQL share. Parameters are texts,
 * numbers, truth values, {@link Instant}s and nulls.
 */
public final class Sql {
  private static final int ROWS_AT_ONCE = 1000;

  private Sql() {}

  /** Every row that a query finds, in its order. */
  public static <T> List<T> list(
      Connection connection, String query, Reader<T> reader, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      bind(statement, parameters);
      try (ResultSet row = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(reader.read(row));
        }
        return rows;
      }
    }
  }

  /**
   * Reads every row that a query finds, one after the other: for more than memory should hold.
   *
   * @param reader called for each row
   */
  public static void each(
      Connection connection, String query, Consumer reader, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      bind(statement, parameters);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          reader.read(row);
        }
      }
    }
  }

  /** The first row that a query finds. */
  public static <T> Optional<T> first(
      Connection connection, String query, Reader<T> reader, @Nullable Object... parameters)
      throws SQLException {
    return list(connection, query, reader, parameters).stream().findFirst();
  }

  /** Changes rows, and tells how many. */
  public static int update(Connection connection, String change, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(change)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    }
  }

  /**
   * Makes the same change with each of several lists of parameters.
   *
   * @param all may be empty
   */
  public static void updateEach(
      Connection connection, String change, Collection<List<@Nullable Object>> all)
      throws SQLException {
    if (all.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(change)) {
      for (List<@Nullable Object> parameters : all) {
        bind(statement, parameters.toArray());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Adds a row to a table whose column {@code id} is made by the database, and tells its id. */
  public static long insert(Connection connection, String insert, @Nullable Object... parameters)
      throws SQLException {
    String[] id = {"id"};
    try (PreparedStatement statement = connection.prepareStatement(insert, id)) {
      bind(statement, parameters);
      statement.executeUpdate();
      try (ResultSet key = statement.getGeneratedKeys()) {
        if (!key.next()) {
          throw new SQLException("no id was made");
        }
        return key.getLong(1);
      }
    }
  }

  /** A moment as a column {@code TIMESTAMP(6) WITH TIME ZONE} has it that is never null. */
  public static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A moment as it will be read again: what is less than a microsecond is cut off. */
  public static Instant stored(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MICROS);
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      if (value instanceof Instant moment) {
        value = stored(moment).atOffset(ZoneOffset.UTC);
      }
      statement.setObject(i + 1, value);
    }
  }

  /** Does something with each row. */
  @FunctionalInterface
  public interface Consumer {
    /** Reads the row that the cursor is at. */
    void read(ResultSet row) throws SQLException;
  }

  /**
   * Makes a value of a row.
   *
   * @param <T> what it makes
   */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads the row that the cursor is at. */
    T read(ResultSet row) throws SQLException;
  }
}
