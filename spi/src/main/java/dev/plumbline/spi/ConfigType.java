package dev.plumbline.spi;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * The type of a configuration value: how it is read, what it accepts, how a JSON Schema says so.
 *
 * @param <T> the Java type that a value becomes
 * @since 0.1.0
 */
public final class ConfigType<T> {
  /** Turns a raw value into a typed one. */
  private interface Reader<T> {
    T read(Object given, Path base) throws Mismatch;
  }

  /** A value that is not accepted; {@link #accepted()} says what would be. */
  private static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch() {
      super(null, null, false, false);
    }
  }

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)");

  private final String accepted;
  private final Map<String, Object> schema;
  private final Reader<T> reader;
  private final Sensitivity sensitivity;

  /** Whether values may be printed. */
  private enum Sensitivity {
    PLAIN,
    SECRET
  }

  private ConfigType(
      String accepted, Map<String, Object> schema, Sensitivity sensitivity, Reader<T> reader) {
    this.accepted = accepted;
    this.schema = Frozen.map(schema);
    this.sensitivity = sensitivity;
    this.reader = reader;
  }

  private static <T> ConfigType<T> plain(
      String accepted, Map<String, Object> schema, Reader<T> reader) {
    return new ConfigType<>(accepted, schema, Sensitivity.PLAIN, reader);
  }

  /**
   * Any text that is not empty.
   *
   * @return the type
   */
  public static ConfigType<String> text() {
    return plain("text", Map.of("type", "string", "minLength", 1), (given, base) -> text(given));
  }

  /**
   * Text of a form.
   *
   * @param form the whole text must match
   * @param accepted the form in words, such as {@code a 12-digit account id}
   * @return the type
   */
  public static ConfigType<String> text(Pattern form, String accepted) {
    return plain(
        accepted,
        schema("type", "string", "pattern", "^(?:" + form.pattern() + ")$"),
        (given, base) -> {
          String text = text(given);
          if (!form.matcher(text).matches()) {
            throw new Mismatch();
          }
          return text;
        });
  }

  /**
   * One of several words.
   *
   * @param words the words, in the order in which documentation lists them
   * @return the type
   */
  public static ConfigType<String> choice(String... words) {
    List<String> known = List.of(words);
    return plain(
        "one of " + String.join(", ", known),
        Map.of("enum", known),
        (given, base) -> {
          if (given instanceof String word && known.contains(word)) {
            return word;
          }
          throw new Mismatch();
        });
  }

  /**
   * The type of a column, for sources that hold nothing but text; {@link Literal#parse} reads its
   * values. Words: {@code text}, {@code long}, {@code double}, {@code boolean}, {@code date} and
   * {@code timestamp}, which is in microseconds and has no zone.
   *
   * @return the type
   */
  public static ConfigType<ArrowType> column() {
    ConfigType<String> word = choice("text", "long", "double", "boolean", "date", "timestamp");
    return plain(
        word.accepted,
        word.schema,
        (given, base) ->
            switch (word.reader.read(given, base)) {
              case "long" -> new ArrowType.Int(64, true);
              case "double" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
              case "boolean" -> new ArrowType.Bool();
              case "date" -> new ArrowType.Date(DateUnit.DAY);
              case "timestamp" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
              default -> new ArrowType.Utf8();
            });
  }

  /**
   * A whole number.
   *
   * @param least the smallest accepted
   * @param most the greatest accepted
   * @return the type
   */
  public static ConfigType<Long> whole(long least, long most) {
    return plain(
        "a whole number from " + least + " to " + most,
        schema("type", "integer", "minimum", least, "maximum", most),
        (given, base) -> {
          if (given instanceof Long number && number >= least && number <= most) {
            return number;
          }
          throw new Mismatch();
        });
  }

  /**
   * A number.
   *
   * @param least the smallest accepted
   * @param most the greatest accepted
   * @return the type
   */
  public static ConfigType<BigDecimal> number(BigDecimal least, BigDecimal most) {
    return plain(
        "a number from " + least.toPlainString() + " to " + most.toPlainString(),
        schema("type", "number", "minimum", least, "maximum", most),
        (given, base) -> {
          BigDecimal number =
              given instanceof Long whole
                  ? BigDecimal.valueOf(whole)
                  : given instanceof BigDecimal decimal ? decimal : null;
          if (number == null || number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            throw new Mismatch();
          }
          return number;
        });
  }

  /**
   * {@code true} or {@code false}, and no other word for them.
   *
   * @return the type
   */
  public static ConfigType<Boolean> flag() {
    return plain(
        "true or false",
        Map.of("type", "boolean"),
        (given, base) -> {
          if (given instanceof Boolean flag) {
            return flag;
          }
          throw new Mismatch();
        });
  }

  /**
   * A duration with a unit: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 12h}, {@code 14d}.
   *
   * @return the type
   */
  public static ConfigType<Duration> duration() {
    return plain(
        "a duration with a unit, such as 30s, 5m or 14d",
        schema("type", "string", "pattern", "^" + DURATION.pattern() + "$"),
        (given, base) -> {
          var match = DURATION.matcher(text(given));
          if (!match.matches()) {
            throw new Mismatch();
          }
          long count = Long.parseLong(match.group(1));
          return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          };
        });
  }

  /**
   * A size in bytes with a unit: {@code 512MB}, {@code 2GiB}.
   *
   * @return the type; its values are bytes
   */
  public static ConfigType<Long> size() {
    return plain(
        "a size with a unit, such as 512MB or 2GiB",
        schema("type", "string", "pattern", "^" + SIZE.pattern() + "$"),
        (given, base) -> {
          var match = SIZE.matcher(text(given));
          if (!match.matches()) {
            throw new Mismatch();
          }
          long unit =
              switch (match.group(2)) {
                case "B" -> 1L;
                case "kB" -> 1_000L;
                case "MB" -> 1_000_000L;
                case "GB" -> 1_000_000_000L;
                case "TB" -> 1_000_000_000_000L;
                case "KiB" -> 1L << 10;
                case "MiB" -> 1L << 20;
                case "GiB" -> 1L << 30;
                default -> 1L << 40;
              };
          return Math.multiplyExact(Long.parseLong(match.group(1)), unit);
        });
  }

  /**
   * A location: a URI with a scheme stays as it is, a path is taken from the folder of the
   * configuration file.
   *
   * @return the type; its values are URIs or absolute paths
   */
  public static ConfigType<String> location() {
    return plain(
        "a path or a URI",
        Map.of("type", "string", "minLength", 1),
        (given, base) -> {
          String text = text(given);
          if (text.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
            return text;
          }
          try {
            return base.resolve(text).normalize().toString();
          } catch (InvalidPathException e) {
            throw new Mismatch();
          }
        });
  }

  /**
   * A secret: best given as a reference such as <code>${env:NAME}</code>. It is printed nowhere.
   *
   * @return the type
   */
  public static ConfigType<Secret> secret() {
    return new ConfigType<>(
        "a secret, best as ${env:NAME} or ${file:PATH}",
        Map.of("type", "string", "minLength", 1, "writeOnly", true),
        Sensitivity.SECRET,
        (given, base) -> {
          if (given instanceof UnresolvedText text) {
            return Secret.reference(text.reference(), text::resolve);
          }
          if (given instanceof Secret secret) {
            return secret;
          }
          return Secret.literal(text(given));
        });
  }

  /**
   * A list.
   *
   * @param <E> what an item becomes
   * @param items the type of its items
   * @return the type
   */
  public static <E> ConfigType<List<E>> list(ConfigType<E> items) {
    return new ConfigType<>(
        "a list, each item " + items.accepted,
        schema("type", "array", "items", items.schema),
        items.sensitivity,
        (given, base) -> {
          if (!(given instanceof List<?> list)) {
            throw new Mismatch();
          }
          List<E> read = new ArrayList<>();
          for (Object item : list) {
            read.add(items.reader.read(item, base));
          }
          return List.copyOf(read);
        });
  }

  /**
   * A mapping from names to values.
   *
   * @param <V> what a value becomes
   * @param values the type of its values
   * @return the type
   */
  public static <V> ConfigType<Map<String, V>> map(ConfigType<V> values) {
    return new ConfigType<>(
        "a mapping from names to values, each " + values.accepted,
        schema("type", "object", "additionalProperties", values.schema),
        values.sensitivity,
        (given, base) -> {
          if (!(given instanceof Map<?, ?> map)) {
            throw new Mismatch();
          }
          Map<String, V> read = new LinkedHashMap<>();
          for (Map.Entry<?, ?> entry : map.entrySet()) {
            read.put(text(entry.getKey()), values.reader.read(entry.getValue(), base));
          }
          return Frozen.map(read);
        });
  }

  /** {@return what is accepted, in words that end the sentence "write ..."} */
  public String accepted() {
    return accepted;
  }

  /** {@return the JSON Schema (draft 2020-12) of a value, as maps, lists, text and numbers} */
  public Map<String, Object> jsonSchema() {
    return schema;
  }

  /** {@return whether values must not be printed} */
  public boolean isSecret() {
    return sensitivity == Sensitivity.SECRET;
  }

  /** Empty means that the value is not accepted. */
  Optional<T> read(Object given, Path base) {
    Object resolved = given instanceof UnresolvedText text && !isSecret() ? text.resolve() : given;
    try {
      return Optional.of(reader.read(resolved, base));
    } catch (Mismatch | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static String text(Object given) throws Mismatch {
    Object resolved = given instanceof UnresolvedText unresolved ? unresolved.resolve() : given;
    if (resolved instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw new Mismatch();
  }

  private static Map<String, Object> schema(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
