package dev.plumbline.runtime.sql;

import dev.plumbline.spi.SqlProfile;

/**
 * Whole and floating numbers in DuckDB. DuckDB fails where a whole number overflows and Spark goes
 * on with its low bits: so the next wider type computes, and the result is folded back.
 */
final class DuckDbArithmetic {
  private DuckDbArithmetic() {}

  /** A whole number's type, the wider one that computes, and half of its range. */
  private enum Width {
    TINYINT("INTEGER", "128", "255"),
    SMALLINT("INTEGER", "32768", "65535"),
    INTEGER("BIGINT", "2147483648", "4294967295"),
    BIGINT("HUGEINT", "9223372036854775808", "18446744073709551615");

    final String wider;
    final String half;
    final String mask;

    Width(String wider, String half, String mask) {
      this.wider = wider;
      this.half = half;
      this.mask = mask;
    }

    String id() {
      return switch (this) {
        case TINYINT -> "tinyint";
        case SMALLINT -> "smallint";
        case INTEGER -> "integer";
        case BIGINT -> "bigint";
      };
    }

    String fold(String sql) {
      return "CAST(((" + sql + " + " + half + ") & " + mask + ") - " + half + " AS " + name() + ")";
    }

    String widened(String sql) {
      return "CAST(" + sql + " AS " + wider + ")";
    }
  }

  /** The low bits of a HUGEINT, as a type of the vocabulary. */
  static String folded(String sql, String typeId) {
    for (Width width : Width.values()) {
      if (width.id().equals(typeId)) {
        return width.fold(sql);
      }
    }
    throw new IllegalArgumentException(typeId);
  }

  static void into(SqlProfile.Builder profile) {
    for (Width width : Width.values()) {
      whole(profile, width);
    }
    floating(profile);
    bits(profile, Width.INTEGER, "31");
    bits(profile, Width.BIGINT, "63");
  }

  private static void whole(SqlProfile.Builder profile, Width w) {
    String id = w.id();
    String a = w.widened("{0}");
    String b = w.widened("{1}");
    String remainder = "{0} % " + b;
    profile
        .write("add", w.fold(a + " + {1}"), id, id)
        .write("subtract", w.fold("(" + a + " - {1})"), id, id)
        .write("multiply", w.fold("(" + a + " * {1})"), id, id)
        .write("remainder", "CAST(" + remainder + " AS " + w.name() + ")", id, id)
        .write(
            "pmod",
            "CASE WHEN "
                + remainder
                + " < 0 THEN CAST("
                + w.fold("(" + remainder + " + {1})")
                + " % "
                + b
                + " AS "
                + w.name()
                + ") ELSE CAST("
                + remainder
                + " AS "
                + w.name()
                + ") END",
            id,
            id)
        .write("negate", w.fold("(0 - " + a + ")"), id)
        .write("positive", "{0}", id)
        .write("abs", w.fold("abs(" + a + ")"), id)
        .write("try_add", "TRY_CAST(" + a + " + {1} AS " + w.name() + ")", id, id)
        .write("try_subtract", "TRY_CAST(" + a + " - {1} AS " + w.name() + ")", id, id)
        .write("try_multiply", "TRY_CAST(" + a + " * {1} AS " + w.name() + ")", id, id)
        .infix("bit_and", "{0} & {1}", id, id)
        .infix("bit_or", "{0} | {1}", id, id)
        .write("bit_xor", "xor({0}, {1})", id, id)
        .infix("bit_not", "~{0}", id)
        .write("bit_count", "CAST(bit_count(CAST({0} AS BIGINT)) AS INTEGER)", id);
    if (w == Width.BIGINT) {
      profile.write("int_divide", w.fold("(" + a + " // {1})"), id, id);
    }
  }

  private static void floating(SqlProfile.Builder profile) {
    for (String id : new String[] {"real", "double"}) {
      String remainder = "{0} % nullif({1}, 0)";
      profile
          .infix("add", "{0} + {1}", id, id)
          .infix("subtract", "{0} - {1}", id, id)
          .infix("multiply", "{0} * {1}", id, id)
          .infix("try_add", "{0} + {1}", id, id)
          .infix("try_subtract", "{0} - {1}", id, id)
          .infix("try_multiply", "{0} * {1}", id, id)
          .infix("divide", "{0} / nullif({1}, 0)", id, id)
          .infix("try_divide", "{0} / nullif({1}, 0)", id, id)
          // DuckDB's remainder of -0.0 is 0.0.
          .write(
              "remainder",
              "CASE WHEN {0} = 0 AND {1} <> 0 AND NOT isnan({1}) THEN {0} ELSE "
                  + remainder
                  + " END",
              id,
              id)
          .write(
              "pmod",
              "CASE WHEN {0} = 0 AND {1} <> 0 AND NOT isnan({1}) THEN {0} WHEN "
                  + remainder
                  + " < 0 THEN ("
                  + remainder
                  + " + {1}) % {1} ELSE "
                  + remainder
                  + " END",
              id,
              id)
          .infix("negate", "-{0}", id)
          .write("positive", "{0}", id)
          .write("abs", "abs({0})", id);
    }
  }

  private static void bits(SqlProfile.Builder profile, Width w, String distances) {
    String id = w.id();
    String power = "CAST(pow(2, {1} & " + distances + ") AS HUGEINT)";
    profile
        .write(
            "shift_left",
            Width.valueOf(w.name()).fold("(CAST({0} AS HUGEINT) * " + power + ")"),
            id,
            "integer")
        .write("shift_right", "{0} >> ({1} & " + distances + ")", id, "integer")
        .write(
            "shift_right_unsigned",
            w.fold("((CAST({0} AS HUGEINT) & " + w.mask + ") // " + power + ")"),
            id,
            "integer");
    if (w == Width.BIGINT) {
      profile.write("bit_count", "CAST({0} AS INTEGER)", "boolean");
    }
  }
}
