package dev.plumbline.runtime.dataset;

import dev.plumbline.runtime.config.TimestampFormat;
import dev.plumbline.runtime.plan.InstantColumn;
import dev.plumbline.runtime.plan.Planning;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/** A column of text or numbers that tells the time in a declared format. */
final class WrittenTime {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
  private static final String LOCAL =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?";
  private static final String OFFSET = "(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)";
  private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

  private final Planning planning;
  private final RelBuilder builder;
  private final RexNode column;
  private final String name;
  private final TimestampFormat format;
  private final Optional<ZoneId> zone;

  WrittenTime(
      Planning planning,
      RelBuilder builder,
      int ordinal,
      TimestampFormat format,
      Optional<ZoneId> zone) {
    this.planning = planning;
    this.builder = builder;
    this.column = builder.field(ordinal);
    this.name = builder.peek().getRowType().getFieldNames().get(ordinal);
    this.format = format;
    this.zone = zone;
  }

  static boolean isTime(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case DATE, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, NULL -> true;
      default -> false;
    };
  }

  String name() {
    return name;
  }

  /** What a value should be, in words that end "which is ...". */
  String expected() {
    if (format != TimestampFormat.ISO_8601) {
      return "no time in " + format.word() + " within the years 1 to 9999";
    }
    return zone.isPresent()
        ? "no time in ISO-8601"
        : "no time in ISO-8601 with an offset (without one the dataset needs a timezone)";
  }

  /** The column as instants, NULL where it has none. */
  RexNode orNull() {
    String quoted = "`" + name.replace("`", "``") + "`";
    return planning.expression(
        builder, format == TimestampFormat.ISO_8601 ? text(quoted) : number(quoted));
  }

  private String text(String column) {
    // Spark takes an offset after seconds only.
    String seconds = "concat(substr(" + column + ", 1, 16), ':00', substr(" + column + ", 17))";
    String instant =
        "CAST(CASE WHEN substr("
            + column
            + ", 17, 1) = ':' THEN "
            + column
            + " ELSE "
            + seconds
            + " END AS TIMESTAMP)";
    String withOffset = "CASE WHEN " + column + " RLIKE '^" + LOCAL + OFFSET + "$' THEN " + instant;
    if (zone.isEmpty()) {
      return withOffset + " END";
    }
    String local = column + " RLIKE '^(?:" + LOCAL + "|" + DAY + ")$'";
    return withOffset
        + " WHEN "
        + local
        + " THEN "
        + (zone.get().normalized().equals(ZoneOffset.UTC)
            ? instant
            : "at_zone(CAST(" + column + " AS TIMESTAMP_NTZ), '" + zone.get().getId() + "')")
        + " END";
  }

  private String number(String column) {
    RelDataType type = this.column.getType();
    long unit = microsOfOne();
    String within = column + " >= " + units(FIRST) + " AND " + column + " < " + units(END);
    String micros;
    if (isFloating(type)) {
      String exact = "CAST(" + column + " AS DOUBLE)";
      within = exact + " >= " + units(FIRST) + "D AND " + exact + " < " + units(END) + "D";
      micros = "floor(" + exact + " * " + unit + "D + 0.5D)";
    } else if (type.getScale() > 0) {
      // Room for the factor: digits would be rounded off otherwise.
      int digits = (format == TimestampFormat.EPOCH_SECONDS ? 12 : 15) + type.getScale();
      micros =
          String.format(
              Locale.ROOT,
              "CAST(floor(CAST(%s AS DECIMAL(%d, %d)) * %d) AS BIGINT)",
              column,
              digits,
              type.getScale(),
              unit);
    } else {
      micros = "CAST(" + column + " AS BIGINT) * " + unit + "L";
    }
    return "CASE WHEN " + within + " THEN timestamp_micros(" + micros + ") END";
  }

  private long microsOfOne() {
    return format == TimestampFormat.EPOCH_SECONDS ? 1_000_000 : 1_000;
  }

  private long units(Instant instant) {
    return instant.getEpochSecond() * (1_000_000 / microsOfOne());
  }

  private static boolean isFloating(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case REAL, FLOAT, DOUBLE -> true;
      default -> false;
    };
  }

  /** Numbers order as their instants do, so a source can use the bound on the bare column. */
  RexNode compare(RexNode instants, boolean atOrAfter, Instant bound) {
    SqlOperator operator =
        atOrAfter ? SqlStdOperatorTable.GREATER_THAN_OR_EQUAL : SqlStdOperatorTable.LESS_THAN;
    RexBuilder rex = builder.getRexBuilder();
    RelDataType type = column.getType();
    if (format == TimestampFormat.ISO_8601 || type.getSqlTypeName() == SqlTypeName.REAL) {
      return rex.makeCall(operator, instants, InstantColumn.literal(rex, bound));
    }
    BigDecimal micros = micros(InstantColumn.bound(bound));
    RelDataType plain = rex.getTypeFactory().createTypeWithNullability(type, false);
    if (isFloating(type)) {
      return rex.makeCall(
          operator, column, rex.makeApproxLiteral(Double.valueOf(leastDouble(micros)), plain));
    }
    BigDecimal least =
        micros.divide(
            BigDecimal.valueOf(microsOfOne()), Math.max(0, type.getScale()), RoundingMode.CEILING);
    return rex.makeCall(operator, column, rex.makeExactLiteral(least, literalType(type, least)));
  }

  /** A bound may have more digits than the column can hold. */
  private RelDataType literalType(RelDataType type, BigDecimal value) {
    RexBuilder rex = builder.getRexBuilder();
    if (type.getSqlTypeName() == SqlTypeName.DECIMAL) {
      return rex.getTypeFactory()
          .createSqlType(SqlTypeName.DECIMAL, 19 + type.getScale(), type.getScale());
    }
    return rex.getTypeFactory()
        .createSqlType(
            value.toBigInteger().equals(BigInteger.valueOf(value.intValue()))
                ? SqlTypeName.INTEGER
                : SqlTypeName.BIGINT);
  }

  private static BigDecimal micros(Instant instant) {
    return BigDecimal.valueOf(instant.getEpochSecond())
        .multiply(BigDecimal.valueOf(1_000_000))
        .add(BigDecimal.valueOf(instant.getNano() / 1_000));
  }

  /** The least number whose instant, as {@link #number} reckons it, is at or after a bound. */
  private double leastDouble(BigDecimal micros) {
    double unit = microsOfOne();
    double bound = micros.doubleValue();
    double least = bound / unit;
    while (Math.floor(least * unit + 0.5) >= bound) {
      least = Math.nextDown(least);
    }
    while (Math.floor(least * unit + 0.5) < bound) {
      least = Math.nextUp(least);
    }
    return least;
  }
}
