package dev.plumbline.runtime.sql;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Optional;

/** Functions of text in DuckDB. */
final class DuckDbStrings {
  private DuckDbStrings() {}

  static void into(SqlProfile.Builder profile) {
    lengths(profile);
    letters(profile);
    parts(profile);
    searches(profile);
    codes(profile);
  }

  private static void lengths(SqlProfile.Builder profile) {
    profile
        .write("length", "CAST(length({0}) AS INTEGER)", "varchar")
        .write("length", "CAST(octet_length({0}) AS INTEGER)", "varbinary")
        .write("octet_length", "CAST(strlen({0}) AS INTEGER)", "varchar")
        .write("octet_length", "CAST(octet_length({0}) AS INTEGER)", "varbinary")
        .write("bit_length", "CAST(8 * strlen({0}) AS INTEGER)", "varchar")
        .write("bit_length", "CAST(8 * octet_length({0}) AS INTEGER)", "varbinary");
  }

  private static void letters(SqlProfile.Builder profile) {
    profile
        .write("lower", LetterCase.lower("{0}"), "varchar")
        .write("upper", LetterCase.upper("{0}"), "varchar")
        .refuse("initcap", "DuckDB has no words in it")
        .write("trim", "trim({0}, ' ')", "varchar")
        .write("trim", "trim({0}, {1})", "varchar", "varchar")
        .write("ltrim", "ltrim({0}, ' ')", "varchar")
        .write("ltrim", "ltrim({0}, {1})", "varchar", "varchar")
        .write("rtrim", "rtrim({0}, ' ')", "varchar")
        .write("rtrim", "rtrim({0}, {1})", "varchar", "varchar")
        .write("reverse", "array_to_string(list_reverse(string_split({0}, '')), '')", "varchar")
        .write("repeat", "repeat({0}, " + count("{1}") + ")", "varchar", "integer")
        .write("space", "repeat(' ', " + count("{0}") + ")", "integer")
        .write("translate", "translate({0}, {1}, {2})", "varchar", "varchar", "varchar")
        .write("replace", "replace({0}, {1}, {2})", "varchar", "varchar", "varchar")
        .write("replace", "replace({0}, {1}, '')", "varchar", "varchar");
    for (String id : List.of("lpad", "rpad")) {
      profile
          .write(
              id,
              "CASE WHEN {2} = '' THEN left({0}, "
                  + count("{1}")
                  + ") ELSE "
                  + id
                  + "({0}, "
                  + count("{1}")
                  + ", {2}) END",
              "varchar",
              "integer",
              "varchar")
          .write(id, id + "({0}, " + count("{1}") + ", ' ')", "varchar", "integer");
    }
  }

  private static String count(String sql) {
    return "CASE WHEN " + sql + " < 0 THEN 0 ELSE " + sql + " END";
  }

  private static void parts(SqlProfile.Builder profile) {
    profile
        .write("substring", substring("{0}", "{1}", "2147483647"), "varchar", "integer")
        .write("substring", substring("{0}", "{1}", "{2}"), "varchar", "integer", "integer")
        .refuse("substring", "DuckDB cuts text only, not bytes", "varbinary", "any...")
        .write("left", "left({0}, " + count("{1}") + ")", "varchar", "integer")
        .refuse("left", "DuckDB cuts text only, not bytes", "varbinary", "any")
        .write("right", "right({0}, " + count("{1}") + ")", "varchar", "integer")
        .compute(
            "concat",
            "|| between all",
            call -> Optional.of(Calls.joined(call, " || ")),
            "varchar|varbinary...")
        .write(
            "concat_ws",
            "CASE WHEN {0} IS NOT NULL THEN CASE WHEN {1} IS NULL THEN '' ELSE "
                + DuckDbCollections.reduced("{1}", "{0}")
                + " END END",
            "varchar",
            "array")
        .write("concat_ws", "concat_ws({*})", "varchar...")
        .write(
            "split_part",
            "CASE WHEN {1} = '' THEN CASE WHEN abs({2}) = 1 THEN {0} ELSE '' END ELSE split_part({0}, {1}, {2}) END",
            "varchar",
            "varchar",
            "integer")
        .compute(
            "substring_index",
            "a separator that cannot overlap itself",
            DuckDbStrings::substringIndex,
            "varchar",
            "varchar",
            "integer")
        .compute(
            "overlay",
            "a constant position from 1 on",
            DuckDbStrings::overlay,
            "varchar",
            "varchar",
            "integer")
        .compute(
            "overlay",
            "a constant position from 1 on",
            DuckDbStrings::overlay,
            "varchar",
            "varchar",
            "integer",
            "integer")
        .compute("elt", "a CASE over the number", DuckDbStrings::elt, "integer", "varchar...")
        .refuse("format_string", "the formats of Java's Formatter are not written")
        .refuse("format_number", "DuckDB formats doubles only");
  }

  /** DuckDB takes positions from both ends as Spark does, but 0 and negative lengths otherwise. */
  private static String substring(String text, String position, String length) {
    return "substring("
        + text
        + ", CASE WHEN "
        + position
        + " = 0 THEN 1 ELSE "
        + position
        + " END, "
        + (length.startsWith("{") ? count(length) : length)
        + ")";
  }

  private static Optional<String> substringIndex(SqlCall call) {
    Optional<String> separator = Calls.text(call, 1).filter(DuckDbStrings::cannotOverlap);
    Optional<Long> count = Calls.number(call, 2);
    if (separator.isEmpty() || count.isEmpty()) {
      return Optional.empty();
    }
    long n = count.get();
    String text = Calls.sql(call, 0);
    if (n == 0) {
      return Optional.of("CASE WHEN " + text + " IS NOT NULL THEN '' END");
    }
    String parts = "string_split(" + text + ", " + Calls.sql(call, 1) + ")";
    String kept =
        n > 0
            ? "list_slice(" + parts + ", 1, " + n + ")"
            : "list_reverse(list_slice(list_reverse(" + parts + "), 1, " + -n + "))";
    return Optional.of("array_to_string(" + kept + ", " + Calls.sql(call, 1) + ")");
  }

  private static boolean cannotOverlap(String separator) {
    for (int i = 1; i < separator.length(); i++) {
      if (separator.startsWith(separator.substring(i))) {
        return false;
      }
    }
    return !separator.isEmpty();
  }

  private static Optional<String> overlay(SqlCall call) {
    Optional<Long> position = Calls.number(call, 2).filter(p -> p >= 1);
    Optional<Long> length = call.operands().size() == 3 ? Optional.of(-1L) : Calls.number(call, 3);
    if (position.isEmpty() || length.isEmpty()) {
      return Optional.empty();
    }
    String text = Calls.sql(call, 0);
    String with = Calls.sql(call, 1);
    String next =
        length.get() >= 0
            ? Long.toString(position.get() + length.get())
            : position.get() + " + length(" + with + ")";
    return Optional.of(
        "left("
            + text
            + ", "
            + (position.get() - 1)
            + ") || "
            + with
            + " || substring("
            + text
            + ", "
            + next
            + ")");
  }

  private static Optional<String> elt(SqlCall call) {
    StringBuilder sql = new StringBuilder("CASE ").append(Calls.sql(call, 0));
    for (int i = 1; i < call.operands().size(); i++) {
      sql.append(" WHEN ").append(i).append(" THEN ").append(Calls.sql(call, i));
    }
    return Optional.of(sql.append(" END").toString());
  }

  private static void searches(SqlProfile.Builder profile) {
    profile
        .write("instr", "CAST(instr({0}, {1}) AS INTEGER)", "varchar", "varchar")
        .write("locate", "CAST(instr({1}, {0}) AS INTEGER)", "varchar", "varchar")
        .write(
            "locate",
            "CAST(CASE WHEN {2} IS NULL THEN 0 WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN {2} < 1 THEN 0"
                + " WHEN {0} = '' THEN 1 WHEN instr(substring({1}, {2}), {0}) = 0 THEN 0"
                + " ELSE instr(substring({1}, {2}), {0}) + {2} - 1 END AS INTEGER)",
            "varchar",
            "varchar",
            "integer")
        .write("startswith", "starts_with({0}, {1})", "varchar", "varchar")
        .write("endswith", "suffix({0}, {1})", "varchar", "varchar")
        .write("contains", "contains({0}, {1})", "varchar", "varchar");
    for (String id : List.of("startswith", "endswith", "contains")) {
      profile.refuse(id, "DuckDB searches text only, not bytes", "varbinary", "varbinary");
    }
    profile
        .write(
            "find_in_set",
            "CASE WHEN contains({0}, ',') THEN CASE WHEN {1} IS NOT NULL THEN 0 END"
                + " WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN"
                + " CAST(coalesce(list_position(string_split({1}, ','), {0}), 0) AS INTEGER) END",
            "varchar",
            "varchar")
        .refuse("levenshtein", "DuckDB counts changed bytes, not characters")
        .refuse("soundex", "DuckDB has no Soundex");
  }

  private static void codes(SqlProfile.Builder profile) {
    profile
        .write("ascii", "CASE WHEN {0} = '' THEN 0 ELSE CAST(ascii({0}) AS INTEGER) END", "varchar")
        .write(
            "chr", "CASE WHEN {0} < 0 THEN '' ELSE chr(CAST({0} & 255 AS INTEGER)) END", "bigint")
        .write("base64", "to_base64({0})", "varbinary")
        .refuse("unbase64", "DuckDB fails on text that Spark reads in part")
        .compute("encode", "UTF-8 only", call -> utf8(call, "encode"), "varchar", "varchar")
        .compute("decode", "UTF-8 only", call -> utf8(call, "decode"), "varbinary", "varchar")
        .write(
            "url_encode",
            "replace(replace(replace(url_encode({0}), '%20', '+'), '%2A', '*'), '~', '%7E')",
            "varchar")
        .refuse("url_decode", "DuckDB keeps text that Spark fails on");
  }

  private static Optional<String> utf8(SqlCall call, String function) {
    return Calls.text(call, 1)
        .filter(name -> name.equalsIgnoreCase("utf-8"))
        .map(name -> function + "(" + Calls.sql(call, 0) + ")");
  }
}
