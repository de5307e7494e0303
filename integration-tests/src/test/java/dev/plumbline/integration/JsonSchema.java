package dev.plumbline.integration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks a value against the part of JSON Schema that our schemas use, and that every key of it is
 * described. A keyword that it does not know fails.
 */
final class JsonSchema {
  private static final Set<String> WORDS_ABOUT = Set.of("$schema", "title", "description", "$defs");

  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();

  private JsonSchema(JsonNode root) {
    this.root = root;
  }

  static List<String> problems(JsonNode schema, JsonNode value) {
    JsonSchema check = new JsonSchema(schema);
    check.check(schema, value, "$");
    return check.problems;
  }

  private void check(JsonNode schema, JsonNode value, String at) {
    schema
        .properties()
        .forEach(
            word -> {
              if (!WORDS_ABOUT.contains(word.getKey())
                  && !holds(word.getKey(), word.getValue(), value, at)) {
                problems.add(at + " breaks " + word.getKey() + ": " + value);
              }
            });
  }

  private boolean holds(String word, JsonNode rule, JsonNode value, String at) {
    return switch (word) {
      case "$ref" -> referred(rule.asText(), value, at);
      case "const" -> rule.equals(value);
      case "enum" -> elements(rule).contains(value);
      case "type" ->
          rule.isArray()
              ? elements(rule).stream().anyMatch(type -> isA(type.asText(), value))
              : isA(rule.asText(), value);
      case "pattern" ->
          !value.isTextual() || Pattern.compile(rule.asText()).matcher(value.asText()).find();
      case "minimum" ->
          !value.isNumber() || value.decimalValue().compareTo(rule.decimalValue()) >= 0;
      case "maximum" ->
          !value.isNumber() || value.decimalValue().compareTo(rule.decimalValue()) <= 0;
      case "maxItems" -> !value.isArray() || value.size() <= rule.asInt();
      case "items" -> each(rule, value, at);
      case "required" ->
          !value.isObject() || elements(rule).stream().allMatch(key -> value.has(key.asText()));
      case "properties" -> members(rule, value, at);
      case "anyOf" ->
          elements(rule).stream()
              .anyMatch(
                  part -> {
                    JsonSchema one = new JsonSchema(root);
                    one.check(part, value, at);
                    return one.problems.isEmpty();
                  });
      default -> throw new AssertionError("the schema uses '" + word + "'");
    };
  }

  private boolean referred(String reference, JsonNode value, String at) {
    check(root.at(reference.substring(1)), value, at);
    return !root.at(reference.substring(1)).isMissingNode();
  }

  private boolean each(JsonNode rule, JsonNode value, String at) {
    int i = 0;
    for (JsonNode element : value) {
      check(rule, element, at + "[" + i++ + "]");
    }
    return true;
  }

  private boolean members(JsonNode rule, JsonNode value, String at) {
    value
        .properties()
        .forEach(
            member -> {
              JsonNode known = rule.get(member.getKey());
              if (known == null) {
                problems.add(at + "." + member.getKey() + " is not described");
              } else {
                check(known, member.getValue(), at + "." + member.getKey());
              }
            });
    return true;
  }

  private static Set<JsonNode> elements(JsonNode array) {
    Set<JsonNode> elements = new LinkedHashSet<>();
    array.forEach(elements::add);
    return elements;
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new AssertionError("the schema uses the type '" + type + "'");
    };
  }
}
