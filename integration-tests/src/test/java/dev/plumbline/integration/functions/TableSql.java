package dev.plumbline.integration.functions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements that make the table on one engine. */
final class TableSql {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private final Engine engine;

  TableSql(Engine engine) {
    this.engine = engine;
  }

  List<String> statements() {
    String columns =
        engine.columns().stream()
            .map(column -> column.name() + " " + name(Type.of(column.type())))
            .collect(Collectors.joining(", ", "(", ")"));
    String rows =
        NastyTable.rows().stream().map(this::row).collect(Collectors.joining(",\n", "", ""));
    return List.of(
        "CREATE TABLE " + NastyTable.NAME + " " + columns,
        "INSERT INTO " + NastyTable.NAME + " VALUES\n" + rows);
  }

  private String row(Map<String, @Nullable Object> values) {
    return engine.columns().stream()
        .map(column -> literal(Type.of(column.type()), values.get(column.name())))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** A type's name on the engine. */
  String name(Type type) {
    return switch (type.name()) {
      case "double" -> engine == Engine.POSTGRESQL ? "double precision" : "double";
      case "varbinary" -> engine == Engine.POSTGRESQL ? "bytea" : "varbinary";
      case "instant" ->
          engine == Engine.TRINO ? "timestamp(6) with time zone" : "timestamp with time zone";
      case "timestamp" -> engine == Engine.TRINO ? "timestamp(6)" : "timestamp";
      case "array" -> {
        String item = name(type.arguments().get(0));
        yield engine == Engine.TRINO ? "array(" + item + ")" : item + "[]";
      }
      case "map" ->
          "map(" + name(type.arguments().get(0)) + ", " + name(type.arguments().get(1)) + ")";
      case "struct" ->
          (engine == Engine.TRINO ? "row" : "struct")
              + "(a "
              + name(type.arguments().get(0))
              + ", b "
              + name(type.arguments().get(1))
              + ")";
      default -> type.text();
    };
  }

  private String literal(Type type, @Nullable Object value) {
    return value == null ? cast("NULL", type) : notNull(type, value);
  }

  private String notNull(Type type, Object value) {
    if (value instanceof byte[] bytes) {
      String hex = text(HexFormat.of().formatHex(bytes));
      return engine == Engine.POSTGRESQL ? "decode(" + hex + ", 'hex')" : "from_hex(" + hex + ")";
    }
    if (value instanceof List<?> items) {
      return cast(array(type.arguments().get(0), items), type);
    }
    if (value instanceof Map<?, ?> map) {
      List<? extends Map.Entry<?, ?>> entries = List.copyOf(map.entrySet());
      String keys =
          array(type.arguments().get(0), entries.stream().map(entry -> entry.getKey()).toList());
      String items =
          entries.stream()
              .map(entry -> literal(type.arguments().get(1), entry.getValue()))
              .collect(Collectors.joining(", "));
      return cast("map(" + keys + ", " + brackets(items) + ")", type);
    }
    if (value instanceof NastyNested.Struct struct) {
      String a = literal(type.arguments().get(0), struct.a());
      String b = literal(type.arguments().get(1), struct.b());
      return cast(
          engine == Engine.TRINO ? "row(" + a + ", " + b + ")" : "{'a': " + a + ", 'b': " + b + "}",
          type);
    }
    return cast(text(plain(value)), type);
  }

  private String array(Type type, List<?> items) {
    return brackets(
        items.stream().map(item -> literal(type, item)).collect(Collectors.joining(", ")));
  }

  private String brackets(String items) {
    return (engine == Engine.TRINO ? "ARRAY[" : "[") + items + "]";
  }

  private String plain(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof LocalDateTime local) {
      return local.format(TIME);
    }
    if (value instanceof Instant instant) {
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).format(TIME)
          + (engine == Engine.TRINO ? " UTC" : "+00");
    }
    return Objects.toString(value);
  }

  private String cast(String expression, Type type) {
    return "CAST(" + expression + " AS " + name(type) + ")";
  }

  private String text(String value) {
    String quoted = value.replace("'", "''");
    // Redshift reads backslashes, and so does the PostgreSQL that stands for it.
    return "'" + (engine == Engine.POSTGRESQL ? quoted.replace("\\", "\\\\") : quoted) + "'";
  }
}
