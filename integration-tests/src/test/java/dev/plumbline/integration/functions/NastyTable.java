package dev.plumbline.integration.functions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code t} that every expression is evaluated over: a column for each type, and text of
 * many forms. Row 0 is NULL but for its key; below it each column walks around its own values,
 * whose counts differ, so that values of two columns meet in ever new pairs.
 */
final class NastyTable {
  static final String NAME = "t";
  static final String KEY = "id";

  static final List<Column> COLUMNS =
      List.of(
          new Column(KEY, "bigint", List.of()),
          new Column("b", "boolean", NastyNumbers.BOOLEANS),
          new Column("ti", "tinyint", NastyNumbers.TINYINTS),
          new Column("si", "smallint", NastyNumbers.SMALLINTS),
          new Column("i", "integer", NastyNumbers.INTEGERS),
          new Column("l", "bigint", NastyNumbers.BIGINTS),
          new Column("r", "real", NastyNumbers.REALS),
          new Column("d", "double", NastyNumbers.DOUBLES),
          new Column("dec", "decimal(18,4)", NastyNumbers.DECIMALS),
          new Column("big", "decimal(38,10)", NastyNumbers.BIG_DECIMALS),
          new Column("s", "varchar", NastyTexts.ANY),
          new Column("s_num", "varchar", NastyTexts.NUMBERS),
          new Column("s_date", "varchar", NastyTexts.DATES),
          new Column("s_ts", "varchar", NastyTexts.TIMESTAMPS),
          new Column("s_json", "varchar", NastyTexts.JSON),
          new Column("s_csv", "varchar", NastyTexts.LISTS),
          new Column("day", "date", NastyTimes.DATES),
          new Column("ts", "instant", NastyTimes.INSTANTS),
          new Column("ntz", "timestamp", NastyTimes.TIMESTAMPS),
          new Column("bin", "varbinary", NastyNested.BINARIES),
          new Column("arr", "array<integer>", NastyNested.INTEGER_ARRAYS),
          new Column("arr_s", "array<varchar>", NastyNested.VARCHAR_ARRAYS),
          new Column("m", "map<varchar,integer>", NastyNested.MAPS),
          new Column("st", "struct<a:integer,b:varchar>", NastyNested.STRUCTS));

  private NastyTable() {}

  /** A column and the values that it must hold, besides NULL. */
  record Column(String name, String type, List<?> values) {
    @Nullable Object value(int row) {
      if (name.equals(KEY)) {
        return (long) row;
      }
      int turn = (row - 1) % (values.size() + 1);
      return row == 0 || turn == values.size() ? null : values.get(turn);
    }
  }

  /** Rows by their key, each with its values by column. */
  static List<Map<String, @Nullable Object>> rows() {
    int last = COLUMNS.stream().mapToInt(column -> column.values().size() + 1).max().orElseThrow();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int row = 0; row <= last; row++) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (Column column : COLUMNS) {
        values.put(column.name(), column.value(row));
      }
      rows.add(Collections.unmodifiableMap(values));
    }
    return Collections.unmodifiableList(rows);
  }
}
