package dev.plumbline.connector.redshift;

import static dev.plumbline.connector.redshift.Fragments.atom;
import static dev.plumbline.connector.redshift.Fragments.infix;

import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Conversions that no text takes part in. */
final class RedshiftCasts {
  private static final Lowering PLAIN = atom("CAST({0} AS {type})");
  private static final String NAN = Fragments.NAN;

  private RedshiftCasts() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .cast("any", "tinyint", new Lowering.Refusal("Redshift has no TINYINT"))
        .cast("tinyint", "any", new Lowering.Refusal("Redshift has no TINYINT"));
    fromWhole(profile);
    fromFraction(profile);
    fromDecimal(profile);
    times(profile);
    profile
        .cast("boolean", "boolean", infix("{0}"))
        .cast("boolean", "varchar", atom("CASE WHEN {0} THEN 'true' WHEN NOT {0} THEN 'false' END"))
        .cast(
            "boolean",
            "integral|real|double|decimal",
            atom("CAST(CASE WHEN {0} THEN 1 WHEN NOT {0} THEN 0 END AS {type})"))
        .cast("varchar", "varchar", infix("{0}"))
        .cast("varchar", "varbinary", atom(RedshiftHashes.BYTES_OF_TEXT))
        .cast("varbinary", "varbinary", infix("{0}"))
        .cast(
            "varbinary", "any", new Lowering.Refusal("bytes that are no UTF-8 are an error there"));
    tries(profile);
  }

  private static void fromWhole(SqlProfile.Builder profile) {
    profile
        .cast("smallint", "smallint|integer|bigint", PLAIN)
        .cast("integer", "integer|bigint", PLAIN)
        .cast("bigint", "bigint", PLAIN)
        .cast("integer|bigint", "smallint", atom(low("smallint")))
        .cast("bigint", "integer", atom(low("integer")))
        .cast("smallint|integer|bigint", "double", atom(RedshiftDoubles.BOUNDED))
        .cast("smallint|integer|bigint", "real", PLAIN)
        .cast("smallint|integer|bigint", "boolean", infix("{0} <> 0"))
        .cast(
            "smallint|integer|bigint|decimal",
            "decimal",
            new Lowering.Computed("CAST, NULL where it does not fit", RedshiftCasts::toDecimal))
        .cast("smallint|integer|bigint", "varchar", PLAIN)
        .cast("smallint|integer|bigint", "instant", atom(RedshiftTimes.SECONDS));
  }

  /** The low bits first: then nothing can leave BIGINT. */
  private static String low(String type) {
    return RedshiftArithmetic.wrap(
        type.equals("smallint") ? "({0} & 65535)" : "({0} & 4294967295)", type);
  }

  private static void fromFraction(SqlProfile.Builder profile) {
    String whole = saturated("{0}");
    profile
        .cast("real", "real", infix("{0}"))
        .cast("double", "double", infix("{0}"))
        .cast("real", "double", atom(RedshiftDoubles.BOUNDED))
        .cast("real|double", "integer", atom(whole))
        .cast(
            "real|double",
            "smallint",
            atom(RedshiftArithmetic.wrap("(" + whole + " & 65535)", "smallint")))
        .cast("real|double", "bigint", atom(saturatedBigint()))
        .cast("real|double", "boolean", infix("{0} <> 0"))
        .cast("double", "real", atom(toReal("{0}")))
        .cast(
            "real|double",
            "decimal",
            new Lowering.Refusal("Redshift rounds the double's binary value, not its text"))
        .cast(
            "real|double",
            "varchar",
            new Lowering.Refusal("Redshift writes doubles in another form"))
        .cast(
            "real|double",
            "instant",
            new Lowering.Refusal("Redshift rounds to other microseconds"));
  }

  private static String saturated(String number) {
    return Fragments.with(
        "CASE WHEN {0} = "
            + NAN
            + " THEN 0 WHEN {0} >= 2147483647 THEN 2147483647 WHEN {0} <= -2147483648 THEN"
            + " CAST(-2147483648 AS INTEGER) ELSE CAST(TRUNC({0}) AS INTEGER) END",
        number);
  }

  private static String saturatedBigint() {
    return "CASE WHEN {0} = "
        + NAN
        + " THEN CAST(0 AS BIGINT) WHEN {0} >= "
        + RedshiftDoubles.number(0x1p63)
        + " THEN 9223372036854775807 WHEN {0} <= "
        + RedshiftDoubles.number(-0x1p63)
        + " THEN "
        + Fragments.LEAST_BIGINT
        + " ELSE CAST(TRUNC({0}) AS BIGINT) END";
  }

  /** Halfway beyond the greatest and below the least REAL it becomes infinite, or 0. */
  static String toReal(String number) {
    return ("CAST(CASE WHEN ABS({0}) >= "
            + RedshiftDoubles.number(0x1.ffffffp127)
            + " THEN {0} * "
            + Fragments.INFINITY
            + " WHEN ABS({0}) <= "
            + RedshiftDoubles.number(0x1p-150)
            + " THEN {0} * "
            + RedshiftDoubles.number(0)
            + " ELSE {0} END AS REAL)")
        .replace("{0}", number);
  }

  private static void fromDecimal(SqlProfile.Builder profile) {
    String bigint = RedshiftArithmetic.wrapDecimal("CAST(TRUNC({0}) AS DECIMAL(38,0))");
    profile
        .cast("decimal", "bigint", atom(bigint))
        .cast("decimal", "integer", atom(low("integer").replace("{0}", bigint)))
        .cast("decimal", "smallint", atom(low("smallint").replace("{0}", bigint)))
        .cast("decimal", "double", atom(RedshiftDoubles.BOUNDED))
        .cast("decimal", "real", new Lowering.Refusal("Redshift rounds twice on the way to a REAL"))
        .cast("decimal", "boolean", infix("{0} <> 0"))
        .cast(
            "decimal",
            "varchar",
            new Lowering.Computed(
                "CAST with at most 6 decimals; Spark writes smaller numbers with an exponent",
                call ->
                    Fragments.decimal(call.operands().get(0).type().getType())
                        .filter(type -> type.getScale() <= 6)
                        .map(
                            type ->
                                "CAST(" + call.operands().get(0).sql() + " AS VARCHAR(65535))")))
        .cast("decimal", "instant", new Lowering.Refusal("Redshift rounds to other microseconds"));
  }

  private static Optional<String> toDecimal(SqlCall call) {
    String number = call.operands().get(0).sql();
    ArrowType from = call.operands().get(0).type().getType();
    ArrowType.Decimal to = Fragments.decimal(call.result().getType()).orElseThrow();
    int wholeDigits =
        from instanceof ArrowType.Int whole
            ? Map.of(16, 5, 32, 10, 64, 19).getOrDefault(whole.getBitWidth(), 19)
            : Fragments.decimal(from).map(t -> t.getPrecision() - t.getScale()).orElse(38);
    int scale = Fragments.decimal(from).map(ArrowType.Decimal::getScale).orElse(0);
    String rounded =
        scale > to.getScale() ? "ROUND(" + number + ", " + to.getScale() + ")" : number;
    String type = "DECIMAL(" + to.getPrecision() + "," + to.getScale() + ")";
    int room = to.getPrecision() - to.getScale();
    boolean carries = scale > to.getScale();
    if (room > wholeDigits || (room == wholeDigits && !carries)) {
      return Optional.of("CAST(" + rounded + " AS " + type + ")");
    }
    return Optional.of(
        "CASE WHEN ABS("
            + (from instanceof ArrowType.Int ? "CAST(" + number + " AS DECIMAL(38,0))" : rounded)
            + ") < 1"
            + "0".repeat(room)
            + " THEN CAST("
            + rounded
            + " AS "
            + type
            + ") END");
  }

  private static void times(SqlProfile.Builder profile) {
    profile
        .cast("date", "date", infix("{0}"))
        .cast("timestamp", "timestamp", infix("{0}"))
        .cast("instant", "instant", infix("{0}"))
        // The session's zone is UTC, as Spark's.
        .cast("date|timestamp|instant", "date|timestamp|instant", PLAIN)
        .cast("instant", "bigint", atom(RedshiftTimes.EPOCH))
        .cast("instant", "double", infix("CAST(" + RedshiftTimes.MICROS + " AS FLOAT8) / 1000000"))
        .cast("date", "varchar", atom("TO_CHAR({0}, 'YYYY-MM-DD')"))
        .cast(
            "timestamp|instant",
            "varchar",
            atom("RTRIM(RTRIM(TO_CHAR({0}, 'YYYY-MM-DD HH24:MI:SS.US'), '0'), '.')"));
  }

  private static void tries(SqlProfile.Builder profile) {
    profile
        .compute(
            "try_cast",
            "NULL beyond the type's range",
            RedshiftCasts::narrowed,
            "smallint|integer|bigint")
        .compute("try_cast", "as CAST", RedshiftTextCasts::tried, "varchar")
        .refuse("try_cast", "only whole numbers, and text as numbers and dates, have it here");
  }

  private static Optional<String> narrowed(SqlCall call) {
    if (!(call.result().getType() instanceof ArrowType.Int to) || to.getBitWidth() < 16) {
      return Optional.empty();
    }
    String range =
        switch (to.getBitWidth()) {
          case 16 -> "-32768 AND 32767";
          case 32 -> "-2147483648 AND 2147483647";
          default -> Fragments.LEAST_BIGINT + " AND 9223372036854775807";
        };
    String type =
        switch (to.getBitWidth()) {
          case 16 -> "SMALLINT";
          case 32 -> "INTEGER";
          default -> "BIGINT";
        };
    return Optional.of(
        Fragments.with(
            "CASE WHEN {0} BETWEEN {1} THEN CAST({0} AS {2}) END",
            call.operands().get(0).sql(), range, type));
  }
}
