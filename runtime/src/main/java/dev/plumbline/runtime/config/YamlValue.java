package dev.plumbline.runtime.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value of the configuration, and where it stands. */
sealed interface YamlValue {
  /** Where the value begins. */
  Position at();

  /** What the value is, for messages; never the value itself. */
  String described();

  /** A single value; {@code plain} says that it stands without quotes. */
  record Scalar(Position at, String text, boolean plain) implements YamlValue {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})");
    // The exponent is bounded: nobody means 1e999999999, and printing it would fill the memory.
    private static final Pattern NUMBER =
        Pattern.compile("-?(?:0|[1-9][0-9]{0,40})(?:\\.[0-9]{1,40})?(?:[eE][-+]?[0-9]{1,3})?");

    boolean isNull() {
      return plain && NULLS.contains(text);
    }

    /** The value by YAML's JSON schema: {@code no} and {@code 0123} are text; null is null. */
    @Nullable Object typed() {
      if (isNull()) {
        return null;
      }
      if (!plain) {
        return text;
      }
      if (text.equals("true") || text.equals("false")) {
        return text.equals("true");
      }
      if (WHOLE.matcher(text).matches()) {
        return Long.valueOf(text);
      }
      return NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
    }

    @Override
    public String described() {
      return isNull() ? "has no value" : "is a single value";
    }
  }

  /** A list. */
  record Sequence(Position at, List<YamlValue> items) implements YamlValue {
    @Override
    public String described() {
      return "is a list";
    }
  }

  /** A mapping; of a key that stands twice only the first is kept. */
  record Mapping(Position at, Map<String, Entry> entries) implements YamlValue {
    @Override
    public String described() {
      return "is a mapping";
    }
  }

  /** A value of a program that no file could hold, such as a secret. */
  record Given(Object value) implements YamlValue {
    @Override
    public Position at() {
      return Position.UNKNOWN;
    }

    @Override
    public String described() {
      return DocumentTree.describe(value);
    }

    /** Never the value itself. */
    @Override
    public String toString() {
      return described();
    }
  }

  /** A key and its value. */
  record Entry(Position keyAt, YamlValue value) {}
}
