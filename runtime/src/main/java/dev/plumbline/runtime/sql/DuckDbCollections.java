package dev.plumbline.runtime.sql;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.SqlProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Arrays, maps, structs and hashes in DuckDB. */
final class DuckDbCollections {
  private DuckDbCollections() {}

  static void into(SqlProfile.Builder profile) {
    elements(profile);
    order(profile);
    sets(profile);
    building(profile);
    maps(profile);
    hashes(profile);
  }

  private static String both(String sql) {
    return "CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN " + sql + " END";
  }

  private static void elements(SqlProfile.Builder profile) {
    profile
        .write("size", "coalesce(CAST(len({0}) AS INTEGER), -1)", "array")
        .write("size", "coalesce(CAST(cardinality({0}) AS INTEGER), -1)", "map")
        .write("array_size", "CAST(len({0}) AS INTEGER)", "array")
        .write(
            "array_contains",
            both(
                "CASE WHEN list_contains({0}, {1}) THEN TRUE"
                    + " WHEN list_count({0}) = len({0}) THEN FALSE END"),
            "array",
            "any")
        .write(
            "array_position",
            both("CAST(coalesce(list_position({0}, {1}), 0) AS BIGINT)"),
            "array",
            "any")
        .write("array_min", "list_min({0})", "array")
        .write("array_max", "list_max({0})", "array")
        .write(
            "array_sum",
            "CASE WHEN {0} IS NOT NULL THEN coalesce(CAST(list_sum({0}) AS DOUBLE), 0.0) END",
            "array")
        .write(
            "array_sizes",
            "list_transform({0}, lambda z: coalesce(CAST(len(z) AS INTEGER), -1))",
            "array")
        .write("element_at", "list_extract({0}, {1})", "array", "any")
        .write("element_at", "map_extract_value({0}, {1})", "map", "any")
        .write("try_element_at", "list_extract({0}, {1})", "array", "any")
        .write("try_element_at", "map_extract_value({0}, {1})", "map", "any")
        .write(
            "element",
            "CASE WHEN {1} >= 0 THEN list_extract({0}, CAST({1} AS BIGINT) + 1) END",
            "array",
            "any")
        .write("element", "map_extract_value({0}, {1})", "map", "any")
        .write(
            "get",
            "CASE WHEN {1} >= 0 THEN list_extract({0}, CAST({1} AS BIGINT) + 1) END",
            "array",
            "any");
  }

  private static void order(SqlProfile.Builder profile) {
    String ascending = "list_sort({0}, 'ASC', 'NULLS FIRST')";
    profile
        .write("array_sort", "list_sort({0}, 'ASC', 'NULLS LAST')", "array")
        .write("sort_array", ascending, "array")
        .write(
            "sort_array",
            "CASE WHEN {1} THEN "
                + ascending
                + " WHEN NOT {1} THEN list_sort({0}, 'DESC', 'NULLS LAST') END",
            "array",
            "boolean")
        .write("reverse", "list_reverse({0})", "array")
        .write(
            "slice",
            "CASE WHEN {1} = 0 OR {2} < 0 THEN error('slice: a start of 0 or a negative length')"
                + " WHEN {1} < -len({0}) THEN list_slice({0}, 1, 0)"
                + " WHEN {1} < 0 THEN list_slice({0}, len({0}) + {1} + 1, len({0}) + {1} + {2})"
                + " ELSE list_slice({0}, {1}, CAST({1} AS BIGINT) + {2} - 1) END",
            "array",
            "any",
            "any")
        .compute(
            "array_join",
            "quickly by a constant",
            call -> Calls.text(call, 1).map(separator -> joined(call)),
            "array",
            "varchar")
        .write("array_join", both(reduced("{0}", "{1}")), "array", "varchar")
        .write(
            "array_join",
            "CASE WHEN {2} IS NOT NULL THEN "
                + both(reduced("list_transform({0}, lambda j: coalesce(j, {2}))", "{1}"))
                + " END",
            "array",
            "varchar",
            "varchar");
  }

  private static String joined(SqlCall call) {
    String list = Calls.sql(call, 0);
    return "coalesce(array_to_string("
        + list
        + ", "
        + Calls.sql(call, 1)
        + "), CASE WHEN "
        + list
        + " IS NOT NULL THEN '' END)";
  }

  /** DuckDB's own joining takes constant separators only. */
  static String reduced(String list, String separator) {
    return "CASE WHEN list_count("
        + list
        + ") = 0 THEN '' ELSE list_reduce(list_filter("
        + list
        + ", lambda jf: jf IS NOT NULL), lambda ja, jb: ja || "
        + separator
        + " || jb) END";
  }

  /** Spark makes -0.0 in sets 0.0, which is not written. */
  private static void set(SqlProfile.Builder profile, String id, String text, String... types) {
    profile.compute(
        id,
        "of other than floating numbers",
        call ->
            call.result().getChildren().get(0).getType() instanceof ArrowType.FloatingPoint
                ? Optional.empty()
                : Optional.of(
                    Pattern.compile("\\{([01])}")
                        .matcher(text)
                        .replaceAll(
                            place ->
                                Matcher.quoteReplacement(
                                    Calls.sql(call, Integer.parseInt(place.group(1)))))),
        types);
  }

  private static void sets(SqlProfile.Builder profile) {
    set(profile, "array_distinct", distinct("{0}"), "array");
    set(profile, "array_union", both(distinct("list_concat({0}, {1})")), "array", "array");
    set(
        profile,
        "array_intersect",
        both(distinct("list_filter({0}, lambda k: list_position({1}, k) IS NOT NULL)")),
        "array",
        "array");
    set(
        profile,
        "array_except",
        both(distinct("list_filter({0}, lambda k: list_position({1}, k) IS NULL)")),
        "array",
        "array");
    profile
        .write(
            "array_remove",
            both("list_filter({0}, lambda r: r IS DISTINCT FROM {1})"),
            "array",
            "any")
        .write(
            "arrays_overlap",
            both(
                "CASE WHEN len(list_filter({0}, lambda o: o IS NOT NULL AND list_position({1}, o) IS NOT NULL)) > 0 THEN TRUE"
                    + " WHEN len({0}) > 0 AND len({1}) > 0 AND (list_count({0}) < len({0}) OR list_count({1}) < len({1})) THEN NULL"
                    + " ELSE FALSE END"),
            "array",
            "array")
        .write("array_compact", "list_filter({0}, lambda n: n IS NOT NULL)", "array");
  }

  /** DuckDB's own list_distinct drops NULL and the order. */
  private static String distinct(String list) {
    return "list_filter(" + list + ", lambda u, i: list_position(" + list + ", u) = i)";
  }

  private static void building(SqlProfile.Builder profile) {
    profile
        .write("array", "[{*}]", "any...")
        .write(
            "array_append",
            "CASE WHEN {0} IS NOT NULL THEN list_append({0}, {1}) END",
            "array",
            "any")
        .write(
            "array_prepend",
            "CASE WHEN {0} IS NOT NULL THEN list_prepend({1}, {0}) END",
            "array",
            "any")
        .write(
            "array_repeat",
            "CASE WHEN {1} IS NOT NULL THEN list_transform(range(greatest({1}, 0)), lambda t: {0}) END",
            "any",
            "integer")
        .write("flatten", "CASE WHEN list_count({0}) = len({0}) THEN flatten({0}) END", "array")
        .compute(
            "concat",
            "guarded: DuckDB passes over NULL arrays",
            DuckDbCollections::concat,
            "array...")
        .refuse("sequence", "DuckDB gives no rows where Spark fails", "any", "any", "any")
        .write(
            "sequence",
            "CAST(generate_series(CAST({0} AS BIGINT), {1}, CASE WHEN {0} <= {1} THEN 1 ELSE -1 END) AS INTEGER[])",
            "integer",
            "integer")
        .write(
            "sequence",
            "generate_series({0}, {1}, CASE WHEN {0} <= {1} THEN 1 ELSE -1 END)",
            "bigint",
            "bigint");
  }

  private static Optional<String> concat(SqlCall call) {
    String all = "list_concat(" + Calls.joined(call, ", ") + ")";
    return Optional.of(
        "CASE WHEN "
            + Calls.joined(call, " IS NOT NULL AND ")
            + " IS NOT NULL THEN "
            + all
            + " END");
  }

  private static void maps(SqlProfile.Builder profile) {
    profile
        .compute("map", "keys and values apart", DuckDbCollections::map, "any...")
        .write("map_keys", "map_keys({0})", "map")
        .write("map_values", "map_values({0})", "map")
        .write("map_contains_key", both("list_contains(map_keys({0}), {1})"), "map", "any")
        .write("map_from_arrays", both("map({0}, {1})"), "array", "array")
        .refuse("map_concat", "DuckDB keeps one of two equal keys where Spark fails")
        .refuse("str_to_map", "DuckDB has no maps in text")
        .compute(
            "named_struct", "by the names in the result type", DuckDbCollections::struct, "any...")
        .write("field", "({0}).{1}", "struct", "varchar");
  }

  private static Optional<String> map(SqlCall call) {
    List<String> keys = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i + 1 < call.operands().size(); i += 2) {
      keys.add(Calls.sql(call, i));
      values.add(Calls.sql(call, i + 1));
    }
    return Optional.of(
        "map([" + String.join(", ", keys) + "], [" + String.join(", ", values) + "])");
  }

  private static Optional<String> struct(SqlCall call) {
    List<String> values = new ArrayList<>();
    for (int i = 1; i < call.operands().size(); i += 2) {
      values.add(Calls.sql(call, i));
    }
    List<String> names =
        call.result().getChildren().stream().map(c -> Calls.quoted(c.getName())).toList();
    if (names.size() != values.size()) {
      values = call.operands().stream().map(SqlOperand::sql).collect(Collectors.toList());
    }
    StringBuilder sql = new StringBuilder("{");
    for (int i = 0; i < names.size(); i++) {
      sql.append(i == 0 ? "" : ", ").append(names.get(i)).append(": ").append(values.get(i));
    }
    return Optional.of(sql.append('}').toString());
  }

  private static void hashes(SqlProfile.Builder profile) {
    profile
        .write("md5", "md5({0})", "varbinary")
        .write("sha1", "sha1({0})", "varbinary")
        .compute(
            "sha2",
            "256 bits",
            call ->
                Calls.number(call, 1)
                    .filter(bits -> bits == 0 || bits == 256)
                    .map(bits -> "sha256(" + Calls.sql(call, 0) + ")"),
            "varbinary",
            "integer")
        .refuse("crc32", "DuckDB has no CRC-32")
        .refuse("hash", "DuckDB has no Murmur3 with Spark's seed")
        .refuse("xxhash64", "DuckDB has no xxHash64 with Spark's seed");
  }
}
