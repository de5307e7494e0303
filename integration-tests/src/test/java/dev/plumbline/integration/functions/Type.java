package dev.plumbline.integration.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A type by its own name, such as {@code array<decimal(18,4)>}. {@code decimal} alone is a number
 * whose digits the engine does not tell.
 */
public record Type(String text, String name, List<Type> arguments) {
  private static final Map<String, String> OWN_NAMES =
      Map.ofEntries(
          Map.entry("bool", "boolean"),
          Map.entry("byte", "tinyint"),
          Map.entry("short", "smallint"),
          Map.entry("int2", "smallint"),
          Map.entry("int", "integer"),
          Map.entry("int4", "integer"),
          Map.entry("long", "bigint"),
          Map.entry("int8", "bigint"),
          Map.entry("float", "real"),
          Map.entry("float4", "real"),
          Map.entry("float8", "double"),
          Map.entry("numeric", "decimal"),
          Map.entry("string", "varchar"),
          Map.entry("text", "varchar"),
          Map.entry("binary", "varbinary"),
          Map.entry("blob", "varbinary"),
          Map.entry("bytea", "varbinary"),
          Map.entry("timestamptz", "instant"),
          Map.entry("timestamp_ntz", "timestamp"),
          Map.entry("list", "array"),
          Map.entry("row", "struct"));

  static Type of(String text) {
    return parse(text.toLowerCase(Locale.ROOT).replace("\"", "").replace("`", ""));
  }

  /** Spark says TIMESTAMP for a point in time. */
  static Type ofSpark(String ddl) {
    return of(
        ddl.toLowerCase(Locale.ROOT)
            .replace(" not null", "")
            .replaceAll("\\btimestamp\\b", "instant"));
  }

  private static Type parse(String given) {
    String text = given.strip();
    if (text.endsWith("[]")) {
      return nested("array", List.of(parse(text.substring(0, text.length() - 2))));
    }
    int open = firstOf(text, "(<");
    String head = open < 0 ? text : text.substring(0, open).strip();
    int close = open < 0 ? -1 : Math.max(text.lastIndexOf(')'), text.lastIndexOf('>'));
    String tail = open < 0 ? "" : text.substring(close + 1);
    if ((head + tail).equals("timestamp with time zone")) {
      return new Type("instant", "instant", List.of());
    }
    String name = OWN_NAMES.getOrDefault(head, head);
    if (open < 0) {
      return new Type(name, name, List.of());
    }
    List<String> parts = split(text.substring(open + 1, close));
    return switch (name) {
      case "decimal" -> new Type("decimal(" + String.join(",", parts) + ")", name, List.of());
      case "array", "map" -> nested(name, parts.stream().map(Type::parse).toList());
      case "struct" -> struct(parts);
      default -> new Type(name, name, List.of());
    };
  }

  private static Type nested(String name, List<Type> arguments) {
    String inner = arguments.stream().map(Type::text).collect(Collectors.joining(","));
    return new Type(name + "<" + inner + ">", name, arguments);
  }

  private static Type struct(List<String> fields) {
    List<Type> types = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (String field : fields) {
      int end = firstOf(field, ": ");
      Type type = parse(field.substring(end + 1).strip());
      types.add(type);
      texts.add(field.substring(0, end) + ":" + type.text());
    }
    return new Type("struct<" + String.join(",", texts) + ">", "struct", types);
  }

  private static int firstOf(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' || c == '<') {
        depth++;
      } else if (c == ')' || c == '>') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }

  @Override
  public String toString() {
    return text;
  }
}
