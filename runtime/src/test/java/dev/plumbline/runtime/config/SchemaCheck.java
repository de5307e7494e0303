package dev.plumbline.runtime.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a value against the part of JSON Schema that the configuration's schema uses. */
final class SchemaCheck {
  private final Map<?, ?> root;

  SchemaCheck(Map<?, ?> root) {
    this.root = root;
  }

  List<String> problems(@Nullable Object value) {
    return problems(root, value, "");
  }

  private List<String> problems(Object schema, @Nullable Object value, String at) {
    List<String> found = new ArrayList<>();
    if (!(schema instanceof Map<?, ?> map)) {
      if (schema.equals(false)) {
        found.add(at + " is not allowed");
      }
      return found;
    }
    map.forEach((word, rule) -> check(String.valueOf(word), rule, map, value, at, found));
    return found;
  }

  private void check(
      String word,
      Object rule,
      Map<?, ?> schema,
      @Nullable Object value,
      String at,
      List<String> found) {
    boolean holds =
        switch (word) {
          case "$schema",
              "title",
              "description",
              "$defs",
              "x-default",
              "x-example",
              "writeOnly",
              "then" ->
              true;
          case "$ref" -> all(problems(definition((String) rule), value, at), found);
          case "const" -> rule.equals(value);
          case "enum" -> ((List<?>) rule).contains(value);
          case "type" ->
              rule instanceof List<?> types
                  ? types.stream().anyMatch(t -> isA((String) t, value))
                  : isA((String) rule, value);
          case "pattern" ->
              !(value instanceof String text)
                  || Pattern.compile((String) rule).matcher(text).find();
          case "minLength" ->
              !(value instanceof String text) || text.length() >= ((Number) rule).intValue();
          case "minimum" -> !(value instanceof Number n) || number(n).compareTo(number(rule)) >= 0;
          case "maximum" -> !(value instanceof Number n) || number(n).compareTo(number(rule)) <= 0;
          case "minItems" ->
              !(value instanceof List<?> list) || list.size() >= ((Number) rule).intValue();
          case "maxItems" ->
              !(value instanceof List<?> list) || list.size() <= ((Number) rule).intValue();
          case "minProperties" ->
              !(value instanceof Map<?, ?> map) || map.size() >= ((Number) rule).intValue();
          case "required" ->
              !(value instanceof Map<?, ?> map) || map.keySet().containsAll((List<?>) rule);
          case "anyOf" -> matching((List<?>) rule, value, at) > 0;
          case "oneOf" -> matching((List<?>) rule, value, at) == 1;
          case "allOf" -> matching((List<?>) rule, value, at) == ((List<?>) rule).size();
          case "if" ->
              !problems(rule, value, at).isEmpty()
                  || problems(Objects.requireNonNull(schema.get("then")), value, at).isEmpty();
          case "items" -> each((List<?>) Objects.requireNonNull(value), rule, at, found);
          case "properties", "patternProperties", "additionalProperties" ->
              (!(value instanceof Map<?, ?>) || word.equals("properties"))
                  ? members(schema, value, at, found)
                  : schema.containsKey("properties") || members(schema, value, at, found);
          default -> throw new AssertionError("the schema uses '" + word + "'");
        };
    if (!holds) {
      found.add(at + " breaks " + word);
    }
  }

  private static boolean all(List<String> problems, List<String> found) {
    found.addAll(problems);
    return true;
  }

  private boolean each(List<?> items, Object rule, String at, List<String> found) {
    items.forEach(item -> found.addAll(problems(rule, item, at + "[]")));
    return true;
  }

  private boolean members(Map<?, ?> schema, @Nullable Object value, String at, List<String> found) {
    if (value instanceof Map<?, ?> map) {
      Map<?, ?> known = part(schema, "properties");
      Map<?, ?> patterns = part(schema, "patternProperties");
      map.forEach(
          (key, member) -> {
            Object rule = known.get(key);
            if (rule == null) {
              rule =
                  patterns.keySet().stream()
                      .filter(p -> Pattern.compile((String) p).matcher((String) key).find())
                      .map(p -> (Object) true)
                      .findFirst()
                      .orElse(
                          schema.containsKey("additionalProperties")
                              ? schema.get("additionalProperties")
                              : true);
            }
            found.addAll(problems(Objects.requireNonNull(rule), member, at + "." + key));
          });
    }
    return true;
  }

  private static Map<?, ?> part(Map<?, ?> schema, String word) {
    return schema.get(word) instanceof Map<?, ?> map ? map : Map.of();
  }

  private long matching(List<?> rules, @Nullable Object value, String at) {
    return rules.stream().filter(rule -> problems(rule, value, at).isEmpty()).count();
  }

  private Object definition(String reference) {
    return Objects.requireNonNull(
        part(root, "$defs").get(reference.substring("#/$defs/".length())), reference);
  }

  private static BigDecimal number(Object number) {
    return new BigDecimal(number.toString());
  }

  private static boolean isA(String type, @Nullable Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "number" -> value instanceof Number;
      case "null" -> value == null;
      default -> throw new AssertionError(type);
    };
  }
}
