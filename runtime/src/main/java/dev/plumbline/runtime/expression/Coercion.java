package dev.plumbline.runtime.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/** Spark's implicit conversions with ANSI off: which type two types meet in, and what becomes what. */
final class Coercion {
  /** Whether a number or time that meets a text becomes a text. */
  enum Texts {
    PROMOTED,
    APART
  }

  private Coercion() {}

  /** The type that two types meet in; empty if there is none. */
  static Optional<RelDataType> wider(RelDataType a, RelDataType b, Texts texts) {
    if (SparkTypes.same(a, b) || SparkTypes.isNull(b)) {
      return Optional.of(a);
    }
    if (SparkTypes.isNull(a)) {
      return Optional.of(b);
    }
    if (SparkTypes.isNumeric(a) && SparkTypes.isNumeric(b)) {
      return Optional.of(number(a, b));
    }
    if (SparkTypes.isTime(a) && SparkTypes.isTime(b)) {
      return Optional.of(
          SparkTypes.is(a, "instant") || SparkTypes.is(b, "instant")
              ? SparkTypes.INSTANT
              : SparkTypes.TIMESTAMP);
    }
    if (texts == Texts.PROMOTED && (isPromoted(a, b) || isPromoted(b, a))) {
      return Optional.of(SparkTypes.TEXT);
    }
    return nested(a, b, texts);
  }

  private static boolean isPromoted(RelDataType text, RelDataType other) {
    return SparkTypes.isText(text)
        && SparkTypes.isAtomic(other)
        && !SparkTypes.is(other, "varbinary")
        && !SparkTypes.is(other, "boolean");
  }

  private static RelDataType number(RelDataType a, RelDataType b) {
    if (SparkTypes.isDecimal(a) || SparkTypes.isDecimal(b)) {
      return SparkTypes.isFloating(a) || SparkTypes.isFloating(b)
          ? SparkTypes.DOUBLE
          : Decimals.wider(Decimals.of(a), Decimals.of(b));
    }
    return SparkTypes.rank(a) >= SparkTypes.rank(b) ? a : b;
  }

  private static Optional<RelDataType> nested(RelDataType a, RelDataType b, Texts texts) {
    if (!SparkTypes.id(a).equals(SparkTypes.id(b))) {
      return Optional.empty();
    }
    return switch (SparkTypes.id(a)) {
      case "array" ->
          wider(SparkTypes.element(a), SparkTypes.element(b), texts).map(SparkTypes::array);
      case "map" ->
          wider(SparkTypes.key(a), SparkTypes.key(b), texts)
              .flatMap(
                  key ->
                      wider(SparkTypes.value(a), SparkTypes.value(b), texts)
                          .map(value -> SparkTypes.map(key, value)));
      case "struct" -> struct(a.getFieldList(), b.getFieldList(), texts);
      default -> Optional.empty();
    };
  }

  private static Optional<RelDataType> struct(
      List<RelDataTypeField> a, List<RelDataTypeField> b, Texts texts) {
    if (a.size() != b.size()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    List<RelDataType> types = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      Optional<RelDataType> type = wider(a.get(i).getType(), b.get(i).getType(), texts);
      if (type.isEmpty() || !a.get(i).getName().equalsIgnoreCase(b.get(i).getName())) {
        return Optional.empty();
      }
      names.add(a.get(i).getName());
      types.add(type.get());
    }
    return Optional.of(SparkTypes.struct(names, types));
  }

  /** The type that all meet in: texts first, because that order decides. */
  static Optional<RelDataType> common(List<RelDataType> types, Texts texts) {
    List<RelDataType> ordered = new ArrayList<>();
    types.stream().filter(Coercion::hasText).forEach(ordered::add);
    types.stream().filter(t -> !hasText(t)).forEach(ordered::add);
    Optional<RelDataType> common = Optional.of(ordered.get(0));
    for (RelDataType type : ordered) {
      common = common.flatMap(c -> wider(c, type, texts));
    }
    return common;
  }

  private static boolean hasText(RelDataType type) {
    return SparkTypes.isText(type)
        || (SparkTypes.is(type, "array") && hasText(SparkTypes.element(type)));
  }

  /** The type in which a comparison happens: a text takes the type of what it is compared with. */
  static Optional<RelDataType> comparison(RelDataType a, RelDataType b) {
    if (SparkTypes.isText(a) != SparkTypes.isText(b)) {
      RelDataType other = SparkTypes.isText(a) ? b : a;
      return SparkTypes.isDecimal(other)
          ? Optional.of(SparkTypes.DOUBLE)
          : SparkTypes.isAtomic(other) ? Optional.of(other) : Optional.empty();
    }
    return wider(a, b, Texts.APART);
  }

  /** What an argument becomes for a parameter of a type given by its id; empty if it cannot. */
  static Optional<RelDataType> implicit(RelDataType from, String to) {
    if (SparkTypes.is(from, to)) {
      return Optional.of(from);
    }
    boolean text = SparkTypes.isText(from);
    return switch (to) {
      case "tinyint", "smallint", "integer", "bigint", "real", "double" ->
          SparkTypes.isNumeric(from) || text || SparkTypes.isNull(from)
              ? Optional.of(TypePatterns.simple(to))
              : Optional.empty();
      case "decimal" ->
          SparkTypes.isNumeric(from) || text || SparkTypes.isNull(from)
              ? Optional.of(Decimals.of(from))
              : Optional.empty();
      case "date", "timestamp", "instant" ->
          SparkTypes.isTime(from) || text || SparkTypes.isNull(from)
              ? Optional.of(TypePatterns.simple(to))
              : Optional.empty();
      case "varchar" ->
          SparkTypes.isAtomic(from) || SparkTypes.isNull(from)
              ? Optional.of(SparkTypes.TEXT)
              : Optional.empty();
      case "varbinary" ->
          text || SparkTypes.isNull(from)
              ? Optional.of(TypePatterns.simple(to))
              : Optional.empty();
      case "boolean" ->
          SparkTypes.isNull(from) ? Optional.of(SparkTypes.BOOLEAN) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Whether every value of a type is one of another, wider type of the same sort. */
  static boolean isWidening(RelDataType from, RelDataType to) {
    return SparkTypes.same(from, to)
        || (SparkTypes.isIntegral(from) && SparkTypes.isDecimal(to))
        || (SparkTypes.rank(from) >= 0
            && SparkTypes.rank(from) < SparkTypes.rank(to)
            && SparkTypes.isFloating(from) == SparkTypes.isFloating(to))
        || (SparkTypes.is(from, "date") && SparkTypes.isTime(to));
  }

  /** Whether Spark converts at all between two types when asked to. */
  static boolean isCast(RelDataType from, RelDataType to) {
    if (SparkTypes.same(from, to) || SparkTypes.isNull(from)) {
      return true;
    }
    if (SparkTypes.isText(to)) {
      return true;
    }
    String source = SparkTypes.id(from);
    String target = SparkTypes.id(to);
    if (SparkTypes.isText(from)) {
      return SparkTypes.isAtomic(to);
    }
    if (source.equals(target)) {
      return switch (target) {
        case "array" -> isCast(SparkTypes.element(from), SparkTypes.element(to));
        case "map" ->
            isCast(SparkTypes.key(from), SparkTypes.key(to))
                && isCast(SparkTypes.value(from), SparkTypes.value(to));
        case "struct" -> from.getFieldCount() == to.getFieldCount();
        default -> true;
      };
    }
    boolean fromNumber = SparkTypes.isNumeric(from) || source.equals("boolean");
    boolean toNumber = SparkTypes.isNumeric(to) || target.equals("boolean");
    return (fromNumber && toNumber)
        || (SparkTypes.isTime(from) && SparkTypes.isTime(to))
        || (source.equals("instant") && toNumber)
        || (fromNumber && target.equals("instant"))
        || (SparkTypes.isIntegral(from) && target.equals("varbinary"));
  }
}
