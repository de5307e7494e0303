package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Text, but for patterns. */
final class RedshiftStrings {
  private static final int MAX_PARTS = 8;
  private static final int MAX_DECIMALS = 18;
  private static final int MAX_DIGITS = 36;

  private static final String CASE_MAPPING =
      "Redshift changes the case of single characters, Spark that of whole texts (\u00df, \u0130,"
          + " \u03a3 at an end)";
  private static final String NONE = "Redshift has no such function";
  private static final String BYTES = "Redshift's functions for VARBYTE differ";

  private RedshiftStrings() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .write("length", "LENGTH({0})", "varchar")
        .write("length", "OCTET_LENGTH({0})", "varbinary")
        .write("octet_length", "OCTET_LENGTH({0})", "varchar|varbinary")
        .infix("bit_length", "OCTET_LENGTH({0}) * 8", "varchar|varbinary")
        .refuse("lower", CASE_MAPPING)
        .refuse("upper", CASE_MAPPING)
        .refuse("initcap", CASE_MAPPING + "; and its words end at every sign")
        .write("reverse", "REVERSE({0})", "varchar")
        .refuse("reverse", "Redshift has arrays only as SUPER")
        .write("repeat", "REPEAT({0}, " + atLeast0("{1}") + ")", "varchar", "integer")
        .write("space", "REPEAT(' ', " + atLeast0("{0}") + ")", "integer")
        .write("replace", "REPLACE({0}, {1}, '')", "varchar", "varchar")
        .write("replace", "REPLACE({0}, {1}, {2})", "varchar", "varchar", "varchar")
        .write("translate", "TRANSLATE({0}, {1}, {2})", "varchar", "varchar", "varchar")
        .write("ascii", "ASCII({0})", "varchar")
        .refuse("chr", "text in Redshift cannot hold the character 0")
        .compute(
            "concat",
            "||",
            call -> Optional.of(String.join(" || ", Fragments.texts(call))),
            "varchar...")
        .refuse("concat", BYTES)
        .compute("concat_ws", "|| with COALESCE", RedshiftStrings::joined, "varchar", "varchar...")
        .refuse("concat_ws", "Redshift has arrays only as SUPER")
        .compute("elt", "CASE", RedshiftStrings::chosen, "integer", "varchar...");
    trims(profile);
    parts(profile);
    positions(profile);
    profile
        .refuse("levenshtein", NONE)
        .refuse("soundex", "Redshift codes letters beyond ASCII otherwise")
        .refuse("format_string", NONE)
        .compute(
            "format_number",
            "TO_CHAR of what is rounded, with a constant number of decimals",
            RedshiftStrings::grouped,
            "decimal",
            "integer")
        .refuse("format_number", "only decimals with a constant number of decimals are written")
        .refuse("base64", "Redshift breaks no lines")
        .refuse("unbase64", "Redshift fails for what Java's Base64 passes over")
        .compute(
            "encode",
            "TO_VARBYTE of UTF-8",
            call ->
                Fragments.text(call, 1)
                    .filter(name -> name.equalsIgnoreCase("utf-8"))
                    .map(
                        name ->
                            Fragments.with(
                                RedshiftHashes.BYTES_OF_TEXT, call.operands().get(0).sql())),
            "varchar",
            "varchar")
        .refuse("encode", "Redshift knows UTF-8 only")
        .refuse("decode", "bytes that are no UTF-8 are an error there")
        .refuse("url_encode", NONE)
        .refuse("url_decode", NONE);
  }

  private static String atLeast0(String number) {
    return "CASE WHEN " + number + " < 0 THEN 0 ELSE " + number + " END";
  }

  private static void trims(SqlProfile.Builder profile) {
    profile
        .write("trim", "BTRIM({0}, ' ')", "varchar")
        .write("trim", "BTRIM({0}, {1})", "varchar", "varchar")
        .write("ltrim", "LTRIM({0}, ' ')", "varchar")
        .write("ltrim", "LTRIM({0}, {1})", "varchar", "varchar")
        .write("rtrim", "RTRIM({0}, ' ')", "varchar")
        .write("rtrim", "RTRIM({0}, {1})", "varchar", "varchar")
        .write("lpad", "LPAD({0}, " + atLeast0("{1}") + ", ' ')", "varchar", "integer")
        .write("lpad", "LPAD({0}, " + atLeast0("{1}") + ", {2})", "varchar", "integer", "varchar")
        .write("rpad", "RPAD({0}, " + atLeast0("{1}") + ", ' ')", "varchar", "integer")
        .write("rpad", "RPAD({0}, " + atLeast0("{1}") + ", {2})", "varchar", "integer", "varchar");
  }

  private static void parts(SqlProfile.Builder profile) {
    String start =
        "CASE WHEN {1} > 0 THEN {1} WHEN {1} < 0 THEN LENGTH({0}) + {1} + 1 WHEN {1} = 0 THEN 1 END";
    profile
        .compute(
            "substring",
            "SUBSTRING from a constant position",
            RedshiftStrings::substring,
            "varchar",
            "integer...")
        .write("substring", "SUBSTRING({0}, " + start + ")", "varchar", "integer")
        .write(
            "substring",
            "SUBSTRING({0}, " + start + ", " + atLeast0("{2}") + ")",
            "varchar",
            "integer",
            "integer")
        .refuse("substring", BYTES)
        .write("left", "LEFT({0}, " + atLeast0("{1}") + ")", "varchar", "integer")
        .refuse("left", BYTES)
        .write("right", "RIGHT({0}, " + atLeast0("{1}") + ")", "varchar", "integer")
        .compute(
            "overlay",
            "|| of the parts, for constant positions",
            RedshiftStrings::overlay,
            "varchar",
            "varchar",
            "integer...")
        .refuse("overlay", "only constant positions above 0 are written")
        .compute(
            "split_part",
            "SPLIT_PART with a constant separator and part, from the end with REVERSE",
            RedshiftStrings::splitPart,
            "varchar",
            "varchar",
            "integer")
        .refuse("split_part", "only a constant separator and part are written")
        .compute(
            "substring_index",
            "SPLIT_PARTs, for a constant separator of one character and few parts",
            RedshiftStrings::substringIndex,
            "varchar",
            "varchar",
            "integer")
        .refuse("substring_index", "Redshift has no such function");
  }

  private static Optional<String> substring(SqlCall call) {
    String text = call.operands().get(0).sql();
    Optional<Long> length = Fragments.whole(call, 2);
    if (call.operands().size() == 3 && length.isEmpty()) {
      return Optional.empty();
    }
    String tail = length.map(n -> ", " + Math.max(n, 0)).orElse("");
    return Fragments.whole(call, 1)
        .map(
            start ->
                "SUBSTRING("
                    + text
                    + ", "
                    + (start < 0 ? "LENGTH(" + text + ") - " + (-start - 1) : Math.max(start, 1))
                    + tail
                    + ")");
  }

  private static Optional<String> overlay(SqlCall call) {
    List<String> texts = Fragments.texts(call);
    long start = Fragments.whole(call, 2).orElse(0L);
    boolean counted = call.operands().size() == 4;
    long length = Fragments.whole(call, 3).orElse(-1L);
    if (start < 1 || (counted && (length < 0 || start + length > Integer.MAX_VALUE))) {
      return Optional.empty();
    }
    return Optional.of(
        "SUBSTRING("
            + texts.get(0)
            + ", 1, "
            + (start - 1)
            + ") || "
            + texts.get(1)
            + " || SUBSTRING("
            + texts.get(0)
            + ", "
            + (counted ? start + length : start + " + LENGTH(" + texts.get(1) + ")")
            + ")");
  }

  private static Optional<String> splitPart(SqlCall call) {
    String text = call.operands().get(0).sql();
    String separator = call.operands().get(1).sql();
    Optional<String> constant = Fragments.text(call, 1).filter(s -> !s.isEmpty());
    long part = Fragments.whole(call, 2).orElse(0L);
    if (constant.isEmpty() || part == 0) {
      return Optional.empty();
    }
    if (part > 0) {
      return Optional.of("SPLIT_PART(" + text + ", " + separator + ", " + part + ")");
    }
    return single(constant.get())
        ? Optional.of(
            "REVERSE(SPLIT_PART(REVERSE(" + text + "), " + separator + ", " + -part + "))")
        : Optional.empty();
  }

  private static boolean single(String separator) {
    return separator.codePointCount(0, separator.length()) == 1;
  }

  private static Optional<String> substringIndex(SqlCall call) {
    String text = call.operands().get(0).sql();
    String separator = call.operands().get(1).sql();
    long count = Fragments.whole(call, 2).orElse(0L);
    if (Fragments.text(call, 1).filter(RedshiftStrings::single).isEmpty()
        || count == 0
        || Math.abs(count) > MAX_PARTS) {
      return Optional.empty();
    }
    return Optional.of(
        count > 0
            ? before(text, separator, count)
            : "REVERSE(" + before("REVERSE(" + text + ")", separator, -count) + ")");
  }

  private static String before(String text, String separator, long count) {
    String separators =
        "LENGTH(" + text + ") - LENGTH(REPLACE(" + text + ", " + separator + ", ''))";
    StringBuilder sql = new StringBuilder("SPLIT_PART(" + text + ", " + separator + ", 1)");
    for (int i = 2; i <= count; i++) {
      sql.append(" || CASE WHEN " + separators + " >= " + (i - 1) + " THEN " + separator)
          .append(" || SPLIT_PART(" + text + ", " + separator + ", " + i + ") ELSE '' END");
    }
    return sql.toString();
  }

  private static void positions(SqlProfile.Builder profile) {
    String rest = "STRPOS(SUBSTRING({1}, {2}), {0})";
    profile
        .write("instr", "STRPOS({0}, {1})", "varchar", "varchar")
        .write("locate", "STRPOS({1}, {0})", "varchar", "varchar")
        .write(
            "locate",
            "CASE WHEN {2} IS NULL THEN 0 WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN {2} < 1"
                + " THEN 0 WHEN LENGTH({0}) = 0 THEN 1 WHEN "
                + rest
                + " = 0 THEN 0 ELSE "
                + rest
                + " + {2} - 1 END",
            "varchar",
            "varchar",
            "integer")
        .infix("startswith", "STRPOS({0}, {1}) = 1", "varchar", "varchar")
        .refuse("startswith", BYTES)
        .infix("endswith", "STRPOS(REVERSE({0}), REVERSE({1})) = 1", "varchar", "varchar")
        .refuse("endswith", BYTES)
        .infix("contains", "STRPOS({0}, {1}) > 0", "varchar", "varchar")
        .refuse("contains", BYTES)
        .write("find_in_set", findInSet(), "varchar", "varchar");
  }

  private static String findInSet() {
    String list = "(',' || {1} || ',')";
    String position = "STRPOS(" + list + ", ',' || {0} || ',')";
    String before = "LEFT(" + list + ", " + position + " - 1)";
    return "CASE WHEN STRPOS({0}, ',') > 0 THEN CASE WHEN {1} IS NULL THEN NULL ELSE 0 END WHEN "
        + position
        + " = 0 THEN 0 ELSE LENGTH("
        + before
        + ") - LENGTH(REPLACE("
        + before
        + ", ',', '')) + 1 END";
  }

  /** Each text that is not NULL brings its separator; the first separator is cut off again. */
  private static Optional<String> joined(SqlCall call) {
    List<String> texts = Fragments.texts(call);
    String separator = texts.get(0);
    return Optional.of(
        texts.stream()
            .skip(1)
            .map(text -> "COALESCE(" + separator + " || " + text + ", '')")
            .collect(Collectors.joining(" || ", "SUBSTRING(", ", LENGTH(" + separator + ") + 1)")));
  }

  private static Optional<String> chosen(SqlCall call) {
    List<String> texts = Fragments.texts(call);
    return Optional.of(
        IntStream.range(1, texts.size())
            .mapToObj(i -> " WHEN " + i + " THEN " + texts.get(i))
            .collect(Collectors.joining("", "CASE " + texts.get(0), " END")));
  }

  /** Java keeps the sign of what it rounds to 0. */
  private static Optional<String> grouped(SqlCall call) {
    String number = call.operands().get(0).sql();
    Optional<ArrowType.Decimal> type = Fragments.decimal(call.operands().get(0).type().getType());
    long decimals = Fragments.whole(call, 1).orElse(-1L);
    if (type.isEmpty() || decimals < 0 || decimals > MAX_DECIMALS) {
      return Optional.empty();
    }
    int whole = type.get().getPrecision() - type.get().getScale() + 1;
    if (whole + decimals > MAX_DIGITS) {
      return Optional.empty();
    }
    String pattern =
        "FM"
            + "999,".repeat(whole / 3)
            + "990"
            + (decimals == 0 ? "" : "." + "0".repeat((int) decimals));
    return RedshiftMath.toEven(
            call, decimals, "DECIMAL(" + (whole + decimals) + "," + decimals + ")")
        .map(
            rounded ->
                "CASE WHEN "
                    + number
                    + " < 0 THEN '-' ELSE '' END || TO_CHAR(ABS("
                    + rounded
                    + "), '"
                    + pattern
                    + "')");
  }
}
