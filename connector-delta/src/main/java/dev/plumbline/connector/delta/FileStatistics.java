package dev.plumbline.connector.delta;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plumbline.spi.Bound;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Tightness;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * The per-file statistics of the Delta protocol. What is absent, not understood or not to be relied
 * on is left out: reading a file in vain costs time, skipping it wrongly costs rows.
 */
final class FileStatistics {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  // Writers cut instants to milliseconds, downwards.
  private static final Duration CUT = Duration.ofNanos(999_000);
  // Doubles hold 15 decimal digits for sure.
  private static final int DOUBLE_DIGITS = 15;

  private static final FileStatistics NONE = new FileStatistics(MissingNode.getInstance(), false);

  private final JsonNode root;
  private final boolean tight;

  private FileStatistics(JsonNode root, boolean tight) {
    this.root = root;
    this.tight = tight;
  }

  /** Reads the row count alone, which every file of a plan needs. */
  static OptionalLong rows(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return OptionalLong.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("numRecords");
        JsonToken value = parser.nextToken();
        if (found) {
          return value == JsonToken.VALUE_NUMBER_INT && parser.getLongValue() >= 0
              ? OptionalLong.of(parser.getLongValue())
              : OptionalLong.empty();
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      // Statistics are a hint; a text that is none gives none.
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  static FileStatistics of(LogFile file) {
    if (file.statistics().isEmpty()) {
      return NONE;
    }
    try {
      JsonNode root = JSON.readTree(file.statistics().get());
      boolean tight = file.deletionVector().isEmpty() && root.path("tightBounds").asBoolean(true);
      return new FileStatistics(root, tight);
    } catch (JsonProcessingException e) {
      return NONE;
    }
  }

  /** Whether nulls and bounds are of the rows that count, rather than of all stored ones. */
  boolean isTight() {
    return tight;
  }

  /** How many stored rows are NULL. */
  OptionalLong nulls(List<String> physical) {
    JsonNode count = at("nullCount", physical);
    return count.isIntegralNumber() && count.canConvertToLong()
        ? OptionalLong.of(count.longValue())
        : OptionalLong.empty();
  }

  Optional<Bound> min(List<String> physical, ArrowType type) {
    return bound(at("minValues", physical), type, RoundingMode.FLOOR);
  }

  Optional<Bound> max(List<String> physical, ArrowType type) {
    return bound(at("maxValues", physical), type, RoundingMode.CEILING);
  }

  private JsonNode at(String kind, List<String> physical) {
    JsonNode node = root.path(kind);
    for (String name : physical) {
      node = node.path(name);
    }
    return node;
  }

  private Optional<Bound> bound(JsonNode value, ArrowType type, RoundingMode side) {
    if (!value.isValueNode() || value.isNull()) {
      return Optional.empty();
    }
    boolean upper = side == RoundingMode.CEILING;
    String text = value.asText();
    try {
      return switch (type.getTypeID()) {
        case Bool -> value.isBoolean() ? reached(type, value.booleanValue()) : Optional.empty();
        case Int -> {
          Long whole =
              value.isIntegralNumber() && value.canConvertToLong()
                  ? PartitionValues.whole((ArrowType.Int) type, value.longValue())
                  : null;
          yield whole == null ? Optional.empty() : reached(type, whole);
        }
        case Decimal ->
            value.isNumber()
                ? decimal((ArrowType.Decimal) type, value.decimalValue(), side)
                : Optional.empty();
        // Writers leave NaN out of the greatest value.
        case FloatingPoint ->
            upper ? Optional.empty() : least((ArrowType.FloatingPoint) type, text);
        // Any writer may have cut a text, at a length of its choice.
        case Utf8 -> value.isTextual() ? outer(type, text) : Optional.empty();
        case Date -> reached(type, LocalDate.parse(text));
        case Timestamp -> {
          boolean zoned = ((ArrowType.Timestamp) type).getTimezone() != null;
          if (zoned && text.indexOf('T') < 0) {
            yield Optional.empty();
          }
          Duration slack = upper ? CUT : Duration.ZERO;
          yield zoned
              ? outer(type, PartitionValues.instant(text).plus(slack))
              : outer(type, PartitionValues.local(text).plus(slack));
        }
        default -> Optional.empty();
      };
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Bound> least(ArrowType.FloatingPoint type, String text) {
    float single = Float.parseFloat(text);
    // A column that was widened has bounds printed as floats, whose double is another number.
    double least =
        type.getPrecision() == FloatingPointPrecision.SINGLE
            ? single
            : Math.min(single, Double.parseDouble(text));
    return Double.isNaN(least) ? Optional.empty() : outer(type, least);
  }

  private Optional<Bound> decimal(ArrowType.Decimal type, BigDecimal value, RoundingMode side) {
    if (value.stripTrailingZeros().precision() <= DOUBLE_DIGITS) {
      BigDecimal exact = PartitionValues.decimal(type, value);
      return exact == null ? Optional.empty() : reached(type, exact);
    }
    // Some writers print decimals by way of a double, which is off by at most half of 2^-52.
    BigDecimal slack = value.abs().scaleByPowerOfTen(-DOUBLE_DIGITS);
    BigDecimal wider =
        (side == RoundingMode.FLOOR ? value.subtract(slack) : value.add(slack))
            .round(new MathContext(DOUBLE_DIGITS + 1, side));
    return outer(type, wider.setScale(type.getScale(), side));
  }

  private Optional<Bound> reached(ArrowType type, Object value) {
    return Optional.of(
        new Bound(new Literal(type, value), tight ? Tightness.EXACT : Tightness.OUTER));
  }

  private static Optional<Bound> outer(ArrowType type, Object value) {
    return Optional.of(new Bound(new Literal(type, value), Tightness.OUTER));
  }
}
