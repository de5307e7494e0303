package dev.plumbline.runtime.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** The types of a form, as the vocabulary writes them. */
final class TypePatterns {
  /**
   * One type: an id, class or variable, with what stands between its brackets.
   *
   * @param name the word before the brackets
   * @param arguments such as the T of {@code array<T>}, or the digits of {@code decimal(8,6)}
   */
  record TypePattern(String name, List<TypePattern> arguments) {
    boolean isVariable() {
      return name.length() == 1 && Character.isUpperCase(name.charAt(0));
    }
  }

  private TypePatterns() {}

  /** Reads the alternatives between bars. */
  static List<TypePattern> alternatives(String text) {
    return split(text, '|').stream().map(TypePatterns::one).toList();
  }

  private static TypePattern one(String text) {
    int open = Math.max(text.indexOf('<'), text.indexOf('('));
    return open < 0
        ? new TypePattern(text, List.of())
        : new TypePattern(
            text.substring(0, open),
            split(text.substring(open + 1, text.length() - 1), ',').stream()
                .map(TypePatterns::one)
                .toList());
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
      if (c == separator && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }

  /** The type of an id without arguments. */
  static RelDataType simple(String id) {
    return switch (id) {
      case "varchar" -> SparkTypes.TEXT;
      case "instant" -> SparkTypes.INSTANT;
      case "decimal" -> SparkTypes.decimal(38, 18);
      default -> SparkTypes.of(SqlTypeName.valueOf(id.toUpperCase(Locale.ROOT)));
    };
  }

  /** The type that a pattern stands for once its variables are known. */
  static RelDataType type(TypePattern pattern, Map<String, RelDataType> variables) {
    List<TypePattern> arguments = pattern.arguments();
    return switch (pattern.name()) {
      case "array" -> SparkTypes.array(type(arguments.get(0), variables));
      case "map" ->
          SparkTypes.map(type(arguments.get(0), variables), type(arguments.get(1), variables));
      case "decimal" ->
          arguments.isEmpty()
              ? simple("decimal")
              : SparkTypes.decimal(
                  Integer.parseInt(arguments.get(0).name()),
                  Integer.parseInt(arguments.get(1).name()));
      default ->
          pattern.isVariable()
              ? variables.getOrDefault(pattern.name(), SparkTypes.TEXT)
              : simple(pattern.name());
    };
  }

  /** Notes what each variable meets; false if the type has another shape. */
  static boolean unify(
      TypePattern pattern, RelDataType type, Map<String, List<RelDataType>> met) {
    if (pattern.isVariable()) {
      met.computeIfAbsent(pattern.name(), name -> new ArrayList<>()).add(type);
      return true;
    }
    if (pattern.arguments().isEmpty()
        || pattern.name().equals("decimal")
        || SparkTypes.isNull(type)) {
      return true;
    }
    if (!SparkTypes.is(type, pattern.name())) {
      return false;
    }
    return pattern.name().equals("array")
        ? unify(pattern.arguments().get(0), SparkTypes.element(type), met)
        : unify(pattern.arguments().get(0), SparkTypes.key(type), met)
            && unify(pattern.arguments().get(1), SparkTypes.value(type), met);
  }

  /** What an argument becomes for a pattern; null if it does not fit. */
  static @Nullable RelDataType target(
      TypePattern pattern, RelDataType from, Map<String, RelDataType> variables) {
    return switch (pattern.name()) {
      case "any" -> SparkTypes.isNull(from) ? SparkTypes.TEXT : from;
      case "integral" ->
          SparkTypes.isIntegral(from) ? from : SparkTypes.isNull(from) ? SparkTypes.INTEGER : null;
      case "numeric" ->
          SparkTypes.isNumeric(from)
              ? from
              : SparkTypes.isText(from) || SparkTypes.isNull(from) ? SparkTypes.DOUBLE : null;
      case "struct" -> SparkTypes.is(from, "struct") ? from : null;
      case "array", "map" -> nested(type(pattern, variables), from);
      default ->
          pattern.isVariable()
              ? type(pattern, variables)
              : pattern.arguments().isEmpty()
                  ? Coercion.implicit(from, pattern.name()).orElse(null)
                  : Optional.of(type(pattern, variables))
                      .filter(t -> Coercion.implicit(from, "decimal").isPresent())
                      .orElse(null);
    };
  }

  private static @Nullable RelDataType nested(RelDataType to, RelDataType from) {
    if (SparkTypes.isNull(from)) {
      return to;
    }
    return SparkTypes.is(from, SparkTypes.id(to)) && Coercion.isCast(from, to) ? to : null;
  }
}
