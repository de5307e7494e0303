package dev.plumbline.integration.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
    return List.of(
        "CREATE TABLE "
            + NastyTable.NAME
            + " "
            + list(column -> column.name() + " " + name(Type.of(column.type()))),
        "INSERT INTO "
            + NastyTable.NAME
            + " SELECT "
            + engine.columns().stream()
                .map(column -> cast(column.name(), Type.of(column.type())))
                .collect(Collectors.joining(", "))
            + " FROM "
            + (engine == Engine.TRINO ? unnested() : values())
            + " AS texts "
            + list(NastyTable.Column::name));
  }

  private String values() {
    return NastyTable.rows().stream()
        .map(row -> list(column -> literal(row.get(column.name()))))
        .collect(Collectors.joining(",\n", "(VALUES\n", ")"));
  }

  /** One literal for all: Trino takes seconds for as many as there are values. */
  private String unnested() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> row : NastyTable.rows()) {
      List<@Nullable Object> texts = new ArrayList<>();
      engine.columns().forEach(column -> texts.add(json(row.get(column.name()))));
      rows.add(texts);
    }
    try {
      String types = list(column -> column.name() + " " + textType(Type.of(column.type())));
      return "UNNEST(CAST(json_parse("
          + text(new ObjectMapper().writeValueAsString(rows))
          + ") AS array(row"
          + types
          + ")))";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object json(@Nullable Object value) {
    if (value == null || value instanceof Map<?, ?>) {
      return value;
    }
    if (value instanceof List<?> items) {
      return items.stream().map(this::json).toList();
    }
    return value instanceof NastyNested.Struct struct
        ? Arrays.asList(struct.a(), struct.b())
        : plain(value);
  }

  private static String textType(Type type) {
    return switch (type.name()) {
      case "array" -> "array(varchar)";
      case "map" -> "map(varchar, varchar)";
      case "struct" -> "row(a varchar, b varchar)";
      default -> "varchar";
    };
  }

  private String list(Function<NastyTable.Column, String> item) {
    return engine.columns().stream().map(item).collect(Collectors.joining(", ", "(", ")"));
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

  private String literal(@Nullable Object value) {
    return value == null ? "NULL" : notNull(value);
  }

  private String notNull(Object value) {
    if (value instanceof List<?> items) {
      return array(items);
    }
    if (value instanceof Map<?, ?> map) {
      List<? extends Map.Entry<?, ?>> entries = List.copyOf(map.entrySet());
      return "map("
          + array(entries.stream().map(entry -> entry.getKey()).toList())
          + ", "
          + array(entries.stream().map(entry -> entry.getValue()).toList())
          + ")";
    }
    if (value instanceof NastyNested.Struct struct) {
      String a = literal(struct.a());
      String b = literal(struct.b());
      return "{'a': " + a + ", 'b': " + b + "}";
    }
    return text(plain(value));
  }

  private String array(List<?> items) {
    return items.stream().map(this::literal).collect(Collectors.joining(", ", "[", "]"));
  }

  private String plain(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
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
    if (type.name().equals("varbinary")) {
      return engine == Engine.POSTGRESQL
          ? "decode(" + expression + ", 'hex')"
          : "from_hex(" + expression + ")";
    }
    return "CAST(" + expression + " AS " + name(type) + ")";
  }

  private String text(String value) {
    String quoted = value.replace("'", "''");
    // Redshift reads backslashes, and so does the PostgreSQL that stands for it.
    return "'" + (engine == Engine.POSTGRESQL ? quoted.replace("\\", "\\\\") : quoted) + "'";
  }
}
