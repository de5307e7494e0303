package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaCalls.fill;
import static dev.plumbline.connector.athena.AthenaCalls.quote;
import static dev.plumbline.connector.athena.AthenaCalls.sql;
import static dev.plumbline.connector.athena.AthenaCalls.text;
import static dev.plumbline.connector.athena.AthenaCalls.whole;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Optional;

/** Functions of text and of bytes. */
final class AthenaStrings {
  private static final String TEXT = "varchar|varbinary";

  private AthenaStrings() {}

  static void into(SqlProfile.Builder profile) {
    lengths(profile);
    cases(profile);
    trims(profile);
    parts(profile);
    joins(profile);
    searches(profile);
    separated(profile);
    codes(profile);
  }

  private static void lengths(SqlProfile.Builder profile) {
    profile
        .write("length", "CAST(length({0}) AS INTEGER)", TEXT)
        .write("octet_length", "CAST(length(to_utf8({0})) AS INTEGER)", "varchar")
        .write("octet_length", "CAST(length({0}) AS INTEGER)", "varbinary")
        .write("bit_length", "CAST(8 * length(to_utf8({0})) AS INTEGER)", "varchar")
        .write("bit_length", "CAST(8 * length({0}) AS INTEGER)", "varbinary");
  }

  private static void cases(SqlProfile.Builder profile) {
    profile
        .write("lower", AthenaLetters.LOWER, "varchar")
        .write("upper", AthenaLetters.UPPER, "varchar")
        .refuse("initcap", "there is no function for the first letters of words");
  }

  private static void trims(SqlProfile.Builder profile) {
    profile
        .write("trim", "trim(BOTH ' ' FROM {0})", "varchar")
        .write("trim", "trim(BOTH {1} FROM {0})", "varchar", "varchar")
        .write("ltrim", "trim(LEADING ' ' FROM {0})", "varchar")
        .write("ltrim", "trim(LEADING {1} FROM {0})", "varchar", "varchar")
        .write("rtrim", "trim(TRAILING ' ' FROM {0})", "varchar")
        .write("rtrim", "trim(TRAILING {1} FROM {0})", "varchar", "varchar");
    for (String id : new String[] {"lpad", "rpad"}) {
      // A length below 1 and an empty filling are errors there.
      String padded =
          "CASE WHEN {1} <= 0 OR {2} = '' THEN concat(substr({0}, 1, greatest({1}, 0)),"
              + " substr({2}, 1, 0)) ELSE "
              + id
              + "({0}, {1}, {2}) END";
      profile
          .compute(id, "to a constant length", c -> pad(c, id), "varchar", "integer", "varchar")
          .write(id, padded, "varchar", "integer", "varchar")
          .write(id, fill(padded, "{0}", "{1}", "' '"), "varchar", "integer");
    }
  }

  private static Optional<String> pad(SqlCall call, String id) {
    boolean usual =
        whole(call, 1).filter(length -> length > 0).isPresent()
            && text(call, 2).filter(filling -> !filling.isEmpty()).isPresent();
    return usual ? Optional.of(id + "(" + sql(call) + ")") : Optional.empty();
  }

  private static void parts(SqlProfile.Builder profile) {
    profile
        .compute("substring", "from a constant position", AthenaStrings::substring, TEXT, "integer")
        .write(
            "substring",
            "IF({1} = 0 OR length({0}) + {1} < 0, {0}, substr({0}, {1}))",
            TEXT,
            "integer")
        .compute(
            "substring",
            "from a constant position",
            AthenaStrings::substring,
            TEXT,
            "integer",
            "integer")
        .write(
            "substring",
            "CASE WHEN {1} = 0 THEN substr({0}, 1, {2})"
                + " WHEN {1} > 0 OR length({0}) + {1} >= 0 THEN substr({0}, {1}, {2})"
                + " ELSE substr({0}, 1, length({0}) + {1} + {2}) END",
            TEXT,
            "integer",
            "integer")
        .write("left", "substr({0}, 1, {1})", TEXT, "integer")
        .write(
            "right",
            "substr({0}, greatest(length({0}) - greatest({1}, 0), 0) + 1)",
            "varchar",
            "integer")
        .compute(
            "overlay",
            "from a constant position",
            AthenaStrings::overlay,
            TEXT,
            TEXT,
            "integer",
            "integer")
        .refuse(
            "overlay", "only a constant position from 1 on and a constant length can be written");
  }

  private static Optional<String> substring(SqlCall call) {
    return whole(call, 1).filter(start -> start > 0).map(start -> "substr(" + sql(call) + ")");
  }

  private static Optional<String> overlay(SqlCall call) {
    long start = whole(call, 2).orElse(0L);
    long length = whole(call, 3).orElse(-1L);
    return start < 1 || length < 0
        ? Optional.empty()
        : Optional.of(
            fill(
                "concat(substr({0}, 1, {2}), {1}, substr({0}, {3}))",
                sql(call, 0),
                sql(call, 1),
                Long.toString(start - 1),
                Long.toString(start + length)));
  }

  private static void joins(SqlProfile.Builder profile) {
    profile
        .write("concat", "{0}", "varchar|varbinary|array")
        .write("concat", "concat({*})", "varchar...")
        .write("concat", "concat({*})", "varbinary...")
        .write("concat", "concat({*})", "array...")
        .write(
            "concat_ws",
            "IF({1} IS NULL, substr({0}, 1, 0), array_join({1}, {0}))",
            "varchar",
            "array")
        .write("concat_ws", "concat_ws({*})", "varchar", "varchar...")
        .write(
            "repeat",
            "IF({1} > 0 AND {0} <> '', lpad('', {1} * length({0}), {0}), substr({0}, 1, {1} * 0))",
            "varchar",
            "integer")
        .write("reverse", "reverse({0})", "varchar|array")
        .write("replace", "IF({1} = '', {0}, replace({0}, {1}))", "varchar", "varchar")
        .compute(
            "replace",
            "of a constant text",
            AthenaStrings::replace,
            "varchar",
            "varchar",
            "varchar")
        .write(
            "replace",
            "IF({1} = '', substr({0}, 1, length({0}) + 0 * length({2})), replace({0}, {1}, {2}))",
            "varchar",
            "varchar",
            "varchar")
        .write("translate", "translate({0}, {1}, {2})", "varchar", "varchar", "varchar")
        .write("space", "lpad('', greatest({0}, 0), ' ')", "integer")
        .compute("elt", "a CASE of the number", AthenaStrings::elt, "integer", "varchar...");
  }

  private static Optional<String> replace(SqlCall call) {
    return text(call, 1).filter(t -> !t.isEmpty()).map(t -> "replace(" + sql(call) + ")");
  }

  private static Optional<String> elt(SqlCall call) {
    StringBuilder text = new StringBuilder("CASE ").append(sql(call, 0));
    for (int i = 1; i < call.operands().size(); i++) {
      text.append(" WHEN ").append(i).append(" THEN ").append(sql(call, i));
    }
    return Optional.of(text.append(" END").toString());
  }

  private static void searches(SqlProfile.Builder profile) {
    profile
        .write("instr", "CAST(strpos({0}, {1}) AS INTEGER)", "varchar", "varchar")
        .write("locate", "CAST(strpos({1}, {0}) AS INTEGER)", "varchar", "varchar")
        .write(
            "locate",
            "CAST(CASE WHEN {2} IS NULL THEN 0 WHEN {0} IS NULL OR {1} IS NULL THEN NULL"
                + " WHEN {2} <= 0 THEN 0 WHEN {0} = '' THEN 1"
                + " WHEN strpos(substr({1}, {2}), {0}) = 0 THEN 0"
                + " ELSE strpos(substr({1}, {2}), {0}) + {2} - 1 END AS INTEGER)",
            "varchar",
            "varchar",
            "integer")
        .write("startswith", "starts_with({0}, {1})", "varchar", "varchar")
        .infix("startswith", "substr({0}, 1, length({1})) = {1}", "varbinary", "varbinary")
        .infix("endswith", "substr({0}, -length({1})) = {1}", TEXT, TEXT)
        .infix("contains", "strpos({0}, {1}) > 0", "varchar", "varchar")
        .refuse("contains", "bytes cannot be searched")
        .write(
            "levenshtein", "CAST(levenshtein_distance({0}, {1}) AS INTEGER)", "varchar", "varchar")
        .write(
            "levenshtein",
            "CAST(IF(levenshtein_distance({0}, {1}) > {2}, -1, levenshtein_distance({0}, {1}))"
                + " AS INTEGER)",
            "varchar",
            "varchar",
            "integer");
  }

  private static void separated(SqlProfile.Builder profile) {
    String whole = "IF({1} = '', ARRAY[{0}], split({0}, {1}))";
    profile
        .write(
            "split_part",
            "IF({0} IS NOT NULL AND {1} IS NOT NULL AND {2} IS NOT NULL, COALESCE(element_at("
                + whole
                + ", {2}), ''))",
            "varchar",
            "varchar",
            "integer")
        .compute(
            "substring_index",
            "of a constant separator",
            AthenaStrings::substringIndex,
            "varchar",
            "varchar",
            "integer")
        .refuse(
            "substring_index",
            "the separator must be constant, and no two of them may overlap; the count too")
        .write(
            "find_in_set",
            "CAST(CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN strpos({0}, ',') > 0 THEN 0"
                + " ELSE array_position(split({1}, ','), {0}) END AS INTEGER)",
            "varchar",
            "varchar");
  }

  private static Optional<String> substringIndex(SqlCall call) {
    Optional<String> separator = text(call, 1).filter(s -> !s.isEmpty() && !overlaps(s));
    Optional<Long> count = whole(call, 2).filter(c -> c != 0);
    if (separator.isEmpty() || count.isEmpty()) {
      return Optional.empty();
    }
    long parts = Math.abs(count.get());
    String wanted = count.get() > 0 ? "1, " + parts : -parts + ", " + parts;
    return Optional.of(
        fill(
            "IF(cardinality(split({0}, {1})) <= {2}, {0},"
                + " array_join(slice(split({0}, {1}), {3}), {1}))",
            sql(call, 0), sql(call, 1), Long.toString(parts), wanted));
  }

  /** Whether a text can start before another occurrence of it has ended. */
  private static boolean overlaps(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (text.endsWith(text.substring(0, i))) {
        return true;
      }
    }
    return false;
  }

  private static void codes(SqlProfile.Builder profile) {
    String charset = "the character set must be the constant UTF-8";
    // Spark fails where bytes are no UTF-8; here they would be replaced.
    String decoded =
        "IF(to_utf8(from_utf8({0})) = {0}, from_utf8({0}),"
            + " IF({0} IS NOT NULL, CAST(CAST('bytes that are no UTF-8' AS INTEGER) AS VARCHAR)))";
    profile
        .write(
            "ascii", "IF({0} = '', 0, codepoint(CAST(substr({0}, 1, 1) AS VARCHAR(1))))", "varchar")
        .write("chr", "IF({0} < 0, '', chr({0} % 256))", "bigint")
        .refuse("soundex", "the algorithm here differs")
        .compute(
            "format_string",
            "whole numbers by %d, text by %s",
            AthenaStrings::format,
            "varchar",
            "any...")
        .refuse("format_string", "only %d of whole numbers and %s of text mean the same here")
        .refuse("format_number", "halves are not rounded to even here")
        .write(
            "base64",
            "regexp_replace(to_base64({0}), '(.{76,76})(?=.)', concat('$1', chr(13), chr(10)))",
            "varbinary")
        .write("unbase64", "from_base64(regexp_replace({0}, '[^A-Za-z0-9+/=]', ''))", "varchar")
        .compute("encode", "as UTF-8", c -> utf8(c, "to_utf8({0})"), "varchar", "varchar")
        .refuse("encode", charset)
        .compute("decode", "of UTF-8", c -> utf8(c, decoded), "varbinary", "varchar")
        .refuse("decode", charset)
        .write("url_encode", "url_encode({0})", "varchar")
        .write("url_decode", "url_decode({0})", "varchar");
  }

  private static Optional<String> utf8(SqlCall call, String template) {
    return text(call, 1)
        .filter(name -> name.equalsIgnoreCase("UTF-8"))
        .map(name -> fill(template, sql(call, 0)));
  }

  private static Optional<String> format(SqlCall call) {
    List<SqlOperand> values = call.operands().subList(1, call.operands().size());
    StringBuilder wanted = new StringBuilder();
    for (SqlOperand value : values) {
      switch (AthenaTypes.id(value.type()).orElse("")) {
        case "tinyint", "smallint", "integer", "bigint" -> wanted.append('d');
        case "varchar" -> wanted.append('s');
        default -> {
          return Optional.empty();
        }
      }
    }
    Optional<String> format = text(call, 0);
    String found =
        format
            .map(f -> f.replace("%%", ""))
            .filter(f -> f.replaceAll("%[-0]?[1-9]?[0-9]*[ds]", "").indexOf('%') < 0)
            .map(f -> f.replaceAll("[^%]*%[-0]?[1-9]?[0-9]*([ds])[^%]*", "$1"))
            .orElse("");
    return !values.isEmpty() && found.contentEquals(wanted)
        ? Optional.of("format(" + quote(format.orElseThrow()) + ", " + sql(values) + ")")
        : Optional.empty();
  }
}
