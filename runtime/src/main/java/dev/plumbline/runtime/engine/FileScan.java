package dev.plumbline.runtime.engine;

import dev.plumbline.spi.Binding;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.FileFormat;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Origin;
import dev.plumbline.spi.StandardErrorCode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * The SELECT that reads some Parquet files of one part by its layout. Columns of a file are asked
 * for by DuckDB's {@code schema} option, which gives NULL for missing columns and casts narrower
 * ones.
 */
final class FileScan {
  // Beyond this many files, finding a constant in a list costs more than a join.
  private static final int LISTED_FILES = 1_000;
  private static final int INSERTED_ROWS = 500;

  private final DuckSession session;
  private final String prefix;
  private final FileShare share;
  private final List<DataFile> data;
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final List<String> perFile = new ArrayList<>();
  private final List<String> perFileTypes = new ArrayList<>();
  private final List<Integer> perFileValues = new ArrayList<>();
  private @Nullable List<List<String>> storedTypes;
  private boolean byId;
  private boolean byName;
  private int lambdas;

  private FileScan(DuckSession session, String prefix, FileShare share) {
    this.session = session;
    this.prefix = prefix;
    this.share = share;
    this.data = share.files().stream().map(FileShare.LocalFile::data).toList();
  }

  /**
   * Makes the SELECT.
   *
   * @param prefix starts the names of tables that this makes
   * @param deletes the name of a table of (file, position), empty if no file has deleted rows
   */
  static String select(DuckSession session, String prefix, FileShare share, String deletes)
      throws SQLException {
    if (!(share.part().layout().format() instanceof FileFormat.Parquet)) {
      throw new ConnectorException(
          StandardErrorCode.UNSUPPORTED,
          "engine: files of format "
              + share.part().layout().format()
              + " cannot be read yet; accepted are Parquet files");
    }
    LegacyCalendar.refuse(session, share);
    return new FileScan(session, prefix, share).select(deletes);
  }

  /** As {@link #select}, deleted rows included, without a look at the calendar. */
  static String unchecked(DuckSession session, String prefix, FileShare share) throws SQLException {
    return new FileScan(session, prefix, share).select("");
  }

  private String select(String deletes) throws SQLException {
    List<String> selected = new ArrayList<>();
    for (Binding binding : share.part().layout().columns()) {
      selected.add(column(binding) + " AS " + DuckSql.name(binding.logical().getName()));
    }
    if (selected.isEmpty()) {
      selected.add("true AS " + DuckSql.name(InputView.NO_COLUMN));
    }
    return "SELECT "
        + String.join(", ", selected)
        + " FROM "
        + readParquet()
        + " d"
        + joinPerFile()
        + (deletes.isEmpty()
            ? ""
            : " ANTI JOIN "
                + DuckSql.name(deletes)
                + " x ON x.file = d.file_index AND x.position = d.file_row_number");
  }

  private String readParquet() {
    if (byId && byName) {
      throw new ConnectorException(
          StandardErrorCode.UNSUPPORTED,
          "engine: a layout finds its columns by name or by field id, not by both");
    }
    if (columns.isEmpty()) {
      // An option that names no existing column keeps DuckDB from comparing the files' schemas.
      columns.put("'plumbline: no column'", schemaEntry("none", "BOOLEAN", "NULL"));
    }
    OptionalLong rows = rows();
    return "read_parquet("
        + paths(share)
        + ", hive_partitioning = false"
        + (rows.isPresent() && rows.getAsLong() > 0
            ? ", explicit_cardinality = " + rows.getAsLong()
            : "")
        + ", schema = MAP "
        + columns.entrySet().stream()
            .map(column -> column.getKey() + ": " + column.getValue())
            .collect(Collectors.joining(", ", "{", "}"))
        + ")";
  }

  static String paths(FileShare share) {
    return share.files().stream()
        .map(file -> DuckSql.text(DuckSql.escapeGlob(file.path().toString())))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private OptionalLong rows() {
    return data.stream().allMatch(file -> file.rows().isPresent())
        ? OptionalLong.of(data.stream().mapToLong(file -> file.rows().orElse(0)).sum())
        : OptionalLong.empty();
  }

  private String column(Binding binding) throws SQLException {
    String key;
    if (binding.origin() instanceof Origin.PerFile constant) {
      return perFile(binding, constant.valueIndex());
    } else if (binding.origin() instanceof Origin.ByName named) {
      byName = true;
      key = DuckSql.text(named.physical());
    } else if (binding.origin() instanceof Origin.ById numbered) {
      byId = true;
      key = Integer.toString(numbered.fieldId());
    } else {
      throw unsupported(binding, "Parquet files have no positions");
    }
    String alias = "c" + columns.size();
    String entry =
        schemaEntry(
            alias,
            physicalType(binding),
            binding.whenMissing().map(FileScan::missing).orElse("NULL"));
    if (columns.putIfAbsent(key, entry) != null) {
      throw unsupported(binding, "the layout has another column from " + key);
    }
    if (needsZone(binding)) {
      refuseInstantsIn(binding);
    }
    return logical(binding, isConverted(binding, key) ? unpushed("d." + alias) : "d." + alias);
  }

  /**
   * Keeps DuckDB from comparing inside of the file: there it converts the constant to the file's
   * type, so that a stored float 0.1 equals the double 0.1, and 1.5 is not below 1.51.
   */
  private static String unpushed(String column) {
    return "(CASE WHEN " + column + " IS NULL THEN NULL ELSE " + column + " END)";
  }

  /** Whether a file stores a column in a type that cannot hold every constant of the wider one. */
  private boolean isConverted(Binding binding, String key) throws SQLException {
    String stored = storedAs(binding.logical().getType());
    if (stored.isEmpty()) {
      return false;
    }
    if (storedTypes == null) {
      storedTypes =
          session.rows(
              "SELECT DISTINCT name, field_id, type, precision, scale FROM parquet_schema("
                  + paths(share)
                  + ") WHERE type IS NOT NULL");
    }
    return storedTypes.stream()
        .filter(row -> row.get(1).equals(key) || DuckSql.text(row.get(0)).equalsIgnoreCase(key))
        .anyMatch(row -> !(row.get(2) + " " + row.get(3) + "," + row.get(4)).matches(stored));
  }

  /** The stored types that need no conversion, as a pattern; empty where none loses anything. */
  private static String storedAs(ArrowType type) {
    if (type instanceof ArrowType.FloatingPoint number) {
      return number.getPrecision() == FloatingPointPrecision.DOUBLE ? "DOUBLE .*" : "FLOAT .*";
    }
    if (type instanceof ArrowType.Decimal decimal) {
      return ".* " + decimal.getPrecision() + "," + decimal.getScale();
    }
    return type instanceof ArrowType.Timestamp ? "INT(64|96) .*" : "";
  }

  private static String schemaEntry(String alias, String type, String whenMissing) {
    return "{name: '"
        + alias
        + "', type: "
        + DuckSql.text(type)
        + ", default_value: "
        + whenMissing
        + "}";
  }

  /** As a text, because all entries of the option must be of one type. */
  private static String missing(Literal literal) {
    return literal.isNull() ? "NULL" : "CAST(" + DuckSql.literal(literal) + " AS VARCHAR)";
  }

  private static boolean needsZone(Binding binding) {
    return binding.localTimesIn().isPresent() && !isUtc(binding.localTimesIn().get());
  }

  private static boolean isUtc(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC)
        || (zone.getRules().isFixedOffset()
            && zone.getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC));
  }

  private static String physicalType(Binding binding) {
    Field logical = binding.logical();
    if (needsZone(binding)) {
      return "TIMESTAMP";
    }
    List<Binding> children = binding.children();
    if (children.isEmpty()) {
      return DuckSql.type(logical);
    }
    return switch (logical.getType().getTypeID()) {
      case Struct ->
          children.stream()
              .map(child -> DuckSql.name(physicalName(child)) + " " + physicalType(child))
              .collect(Collectors.joining(", ", "STRUCT(", ")"));
      case List, LargeList -> physicalType(children.get(0)) + "[]";
      case FixedSizeList -> physicalType(children.get(0)) + "[]";
      case Map -> {
        List<Binding> entry = entry(binding);
        yield "MAP(" + physicalType(entry.get(0)) + ", " + physicalType(entry.get(1)) + ")";
      }
      default -> throw unsupported(binding, "it has inner bindings but no inner fields");
    };
  }

  /** A map has bindings of key and value, or one of its entries that has these two. */
  private static List<Binding> entry(Binding map) {
    List<Binding> children = map.children();
    List<Binding> entry = children.size() == 1 ? children.get(0).children() : children;
    if (entry.size() != 2) {
      throw unsupported(map, "a map needs bindings of its key and its value");
    }
    return entry;
  }

  private static String physicalName(Binding child) {
    if (child.origin() instanceof Origin.ByName named) {
      return named.physical();
    }
    throw unsupported(child, "inner fields are found by name only");
  }

  private String logical(Binding binding, String physical) {
    if (needsZone(binding)) {
      return "timezone("
          + DuckSql.text(binding.localTimesIn().orElse(ZoneOffset.UTC).getId())
          + ", "
          + physical
          + ")";
    }
    List<Binding> children = binding.children();
    if (children.isEmpty()) {
      return physical;
    }
    return switch (binding.logical().getType().getTypeID()) {
      case Struct -> {
        List<String> fields = new ArrayList<>();
        for (Binding child : children) {
          String field = "(" + physical + ")." + DuckSql.name(physicalName(child));
          fields.add(DuckSql.name(child.logical().getName()) + " := " + logical(child, field));
        }
        yield "CASE WHEN "
            + physical
            + " IS NULL THEN NULL ELSE struct_pack("
            + String.join(", ", fields)
            + ") END";
      }
      case List, LargeList, FixedSizeList -> {
        String element = "e" + lambdas++;
        String list =
            "list_transform("
                + physical
                + ", lambda "
                + element
                + ": "
                + logical(children.get(0), element)
                + ")";
        yield "CAST(" + list + " AS " + DuckSql.type(binding.logical()) + ")";
      }
      default -> {
        String pair = "e" + lambdas++;
        List<Binding> entry = entry(binding);
        yield "map_from_entries(list_transform(map_entries("
            + physical
            + "), lambda "
            + pair
            + ": struct_pack(k := "
            + logical(entry.get(0), pair + ".key")
            + ", v := "
            + logical(entry.get(1), pair + ".value")
            + ")))";
      }
    };
  }

  /** A timestamp that is an instant already must not be read as a local time a second time. */
  private void refuseInstantsIn(Binding binding) throws SQLException {
    String which =
        binding.origin() instanceof Origin.ById numbered
            ? "field_id = " + numbered.fieldId()
            : "name = " + DuckSql.text(physicalName(binding));
    List<List<String>> instants =
        session.rows(
            "SELECT file_name FROM parquet_schema("
                + paths(share)
                + ") WHERE "
                + which
                + " AND (logical_type LIKE '%isAdjustedToUTC=1%' OR (logical_type IS NULL"
                + " AND converted_type LIKE 'TIMESTAMP%')) LIMIT 1");
    if (!instants.isEmpty()) {
      throw unsupported(
          binding,
          "'"
              + instants.get(0).get(0)
              + "' holds instants, which cannot be read as local times of a zone");
    }
  }

  private String perFile(Binding binding, int index) {
    Set<Literal> distinct = new HashSet<>();
    for (DataFile file : data) {
      if (index < 0 || index >= file.values().size()) {
        throw new ConnectorException(
            StandardErrorCode.INTERNAL,
            "engine: column '"
                + binding.logical().getName()
                + "' is value "
                + index
                + " of each file, '"
                + file.ref().location()
                + "' has "
                + file.values().size());
      }
      distinct.add(file.values().get(index));
    }
    String type = DuckSql.type(binding.logical());
    if (distinct.size() == 1) {
      return "CAST(" + DuckSql.literal(data.get(0).values().get(index)) + " AS " + type + ")";
    }
    if (data.size() <= LISTED_FILES) {
      return data.stream()
          .map(file -> DuckSql.literal(file.values().get(index)))
          .collect(Collectors.joining(", ", "(CAST([", "] AS " + type + "[]))"))
          .concat("[d.file_index::BIGINT + 1]");
    }
    String column = "v" + perFile.size();
    perFile.add(column);
    perFileTypes.add(type);
    perFileValues.add(index);
    return "p." + column;
  }

  private String joinPerFile() throws SQLException {
    if (perFile.isEmpty()) {
      return "";
    }
    String table = DuckSql.name(prefix + "values");
    StringBuilder create = new StringBuilder("CREATE TEMP TABLE " + table + " (file UBIGINT");
    for (int i = 0; i < perFile.size(); i++) {
      create.append(", ").append(perFile.get(i)).append(' ').append(perFileTypes.get(i));
    }
    session.execute(create.append(')').toString());
    for (int from = 0; from < data.size(); from += INSERTED_ROWS) {
      List<String> rows = new ArrayList<>();
      for (int file = from; file < Math.min(data.size(), from + INSERTED_ROWS); file++) {
        List<Literal> values = data.get(file).values();
        rows.add(
            perFileValues.stream()
                .map(index -> DuckSql.literal(values.get(index)))
                .collect(Collectors.joining(", ", "(" + file + ", ", ")")));
      }
      session.execute("INSERT INTO " + table + " VALUES " + String.join(", ", rows));
    }
    return " JOIN " + table + " p ON p.file = d.file_index";
  }

  private static ConnectorException unsupported(Binding binding, String why) {
    return new ConnectorException(
        StandardErrorCode.UNSUPPORTED,
        "engine: column '" + binding.logical().getName() + "' cannot be read: " + why);
  }
}
