package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.model.TypeNames;
import dev.plumbline.spi.ColumnTrait;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** What was measured of a column. Values of texts are never kept: they may be personal. */
final class Figures {
  final Field field;
  final Set<ColumnTrait> traits;
  boolean readable = true;
  long rows;
  long present;
  OptionalLong distinct = OptionalLong.empty();
  Optional<BigDecimal> least = Optional.empty();
  Optional<BigDecimal> greatest = Optional.empty();
  Optional<LocalDateTime> first = Optional.empty();
  Optional<LocalDateTime> last = Optional.empty();
  double averageLength;
  long iso;
  long isoWithOffset;
  long numbers;
  long sentences;
  long addresses;
  long imageNames;
  OptionalLong shortest = OptionalLong.empty();
  OptionalLong longest = OptionalLong.empty();

  Figures(Field field, Set<ColumnTrait> traits) {
    this.field = field;
    this.traits = Set.copyOf(traits);
  }

  String name() {
    return field.getName();
  }

  long nulls() {
    return rows - present;
  }

  boolean isText() {
    return field.getType() instanceof ArrowType.Utf8
        || field.getType() instanceof ArrowType.LargeUtf8
        || field.getType() instanceof ArrowType.Utf8View;
  }

  boolean isWhole() {
    return field.getType() instanceof ArrowType.Int
        || (field.getType() instanceof ArrowType.Decimal decimal && decimal.getScale() == 0);
  }

  boolean isNumber() {
    return isNumber(field);
  }

  static boolean isNumber(Field field) {
    return field.getType() instanceof ArrowType.Int
        || field.getType() instanceof ArrowType.FloatingPoint
        || field.getType() instanceof ArrowType.Decimal;
  }

  boolean isBoolean() {
    return field.getType() instanceof ArrowType.Bool;
  }

  boolean isDate() {
    return field.getType() instanceof ArrowType.Date;
  }

  boolean isTime() {
    return isDate() || field.getType() instanceof ArrowType.Timestamp;
  }

  boolean hasZone() {
    return field.getType() instanceof ArrowType.Timestamp timestamp
        && timestamp.getTimezone() != null
        && !timestamp.getTimezone().isEmpty();
  }

  boolean isList() {
    return isList(field);
  }

  static boolean isList(Field field) {
    return field.getType() instanceof ArrowType.List
        || field.getType() instanceof ArrowType.LargeList
        || field.getType() instanceof ArrowType.FixedSizeList;
  }

  /** How many of the values that are not NULL differ, from 0 to 1. */
  double distinctShare() {
    return present == 0 ? 0 : (double) distinct.orElse(0) / present;
  }

  boolean within(long low, long high) {
    return least.isPresent()
        && greatest.isPresent()
        && least.get().compareTo(BigDecimal.valueOf(low)) >= 0
        && greatest.get().compareTo(BigDecimal.valueOf(high)) <= 0;
  }

  /** The type and what was measured, such as {@code int32, 73 distinct, 0 to 72, 4.1% NULL}. */
  String text() {
    List<String> facts = new ArrayList<>();
    facts.add(TypeNames.of(field));
    if (rows == 0) {
      facts.add("no rows");
    } else if (readable && present == 0) {
      facts.add("all NULL");
    } else if (readable) {
      if (isBoolean()) {
        facts.add(distinct.orElse(0) == 2 ? "both values occur" : "one value only");
      }
      distinct.ifPresent(d -> counted(d).ifPresent(facts::add));
      range().ifPresent(facts::add);
      if (isText()) {
        facts.add(String.format(Locale.ROOT, "%.0f characters on average", averageLength));
      }
      if (shortest.isPresent() && longest.isPresent()) {
        facts.add(
            shortest.equals(longest)
                ? "always " + shortest.getAsLong() + " long"
                : shortest.getAsLong() + " to " + longest.getAsLong() + " long");
      }
      if (nulls() > 0) {
        facts.add(share(nulls(), rows) + " NULL");
      }
    }
    return String.join(", ", facts);
  }

  private Optional<String> counted(long different) {
    if (isBoolean()) {
      return Optional.empty();
    }
    return Optional.of(
        different == 1
            ? "one value only"
            : different == present ? "all distinct" : count(different) + " distinct");
  }

  private Optional<String> range() {
    if (least.isPresent() && greatest.isPresent()) {
      return Optional.of(text(least.get()) + " to " + text(greatest.get()));
    }
    if (first.isPresent() && last.isPresent()) {
      return Optional.of(
          isDate()
              ? first.get().toLocalDate() + " to " + last.get().toLocalDate()
              : minute(first.get()) + " to " + minute(last.get()) + (hasZone() ? " UTC" : ""));
    }
    return Optional.empty();
  }

  private static String minute(LocalDateTime time) {
    return time.toLocalDate() + " " + String.format("%02d:%02d", time.getHour(), time.getMinute());
  }

  private static String text(BigDecimal number) {
    BigDecimal rounded = number.round(new MathContext(number.scale() <= 0 ? 20 : 6));
    String text = rounded.stripTrailingZeros().toPlainString();
    return text.length() > 24 ? rounded.stripTrailingZeros().toString() : text;
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String share(long part, long whole) {
    double percent = 100.0 * part / whole;
    return percent < 0.1
        ? count(part) + " of " + count(whole)
        : String.format(Locale.ROOT, "%.1f%%", percent);
  }
}
