package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaCalls.fill;
import static dev.plumbline.connector.athena.AthenaCalls.sql;
import static dev.plumbline.connector.athena.AthenaTypes.PLAIN;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.SqlProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/** Arrays, maps and structs. */
final class AthenaCollections {
  private static final String FLOATS =
      "floating point numbers and nested values are ordered otherwise here";

  private static final String ORDER = "the order of a map's entries is not kept here";

  private AthenaCollections() {}

  static void into(SqlProfile.Builder profile) {
    elements(profile);
    sets(profile);
    arrays(profile);
    maps(profile);
    structs(profile);
  }

  private static void elements(SqlProfile.Builder profile) {
    String fromZero = "IF({1} >= 0, element_at({0}, CAST({1} AS BIGINT) + 1))";
    profile
        .write("size", "COALESCE(CAST(cardinality({0}) AS INTEGER), -1)", "array|map")
        .write("array_size", "CAST(cardinality({0}) AS INTEGER)", "array")
        .write("element_at", "element_at({0}, {1})", "array", "integer")
        .write("element_at", "element_at({0}, {1})", "map", PLAIN)
        .refuse("element_at", FLOATS)
        .write("try_element_at", "element_at({0}, {1})", "array", "integer")
        .write("try_element_at", "element_at({0}, {1})", "map", PLAIN)
        .refuse("try_element_at", FLOATS)
        .write("element", fromZero, "array", "integral")
        .write("element", "element_at({0}, {1})", "map", PLAIN)
        .refuse("element", FLOATS)
        .write("get", fromZero, "array", "integer")
        .write("array_contains", "contains({0}, {1})", "array", PLAIN)
        .refuse("array_contains", FLOATS)
        .write("array_position", "array_position({0}, {1})", "array", PLAIN)
        .refuse("array_position", FLOATS);
    plain(profile, "array_min", "array_min(filter({0}, e -> e IS NOT NULL))", "array");
    plain(profile, "array_max", "array_max(filter({0}, e -> e IS NOT NULL))", "array");
  }

  /** Writes a template for arrays whose elements equal each other just as here. */
  private static void plain(
      SqlProfile.Builder profile, String id, String template, String... arguments) {
    profile
        .compute(
            id,
            "of elements that are no floating point numbers",
            call ->
                AthenaTypes.isPlain(call.operands().get(0).type().getChildren().get(0))
                    ? Optional.of(
                        fill(
                            template,
                            call.operands().stream().map(SqlOperand::sql).toArray(String[]::new)))
                    : Optional.empty(),
            arguments)
        .refuse(id, FLOATS, arguments);
  }

  private static void sets(SqlProfile.Builder profile) {
    String both =
        "IF({0} IS NOT NULL AND {1} IS NOT NULL, array_distinct(filter({0}, plumbline_e -> ";
    plain(profile, "array_distinct", "array_distinct({0})", "array");
    plain(profile, "array_union", "array_distinct(concat({0}, {1}))", "array", "array");
    plain(
        profile,
        "array_intersect",
        both
            + "contains({1}, plumbline_e)"
            + " OR (plumbline_e IS NULL AND any_match({1}, e -> e IS NULL)))))",
        "array",
        "array");
    plain(
        profile,
        "array_except",
        both
            + "IF(plumbline_e IS NULL, none_match({1}, e -> e IS NULL),"
            + " NOT COALESCE(contains({1}, plumbline_e), FALSE)))))",
        "array",
        "array");
    plain(profile, "arrays_overlap", "arrays_overlap({0}, {1})", "array", "array");
  }

  private static void arrays(SqlProfile.Builder profile) {
    String nulls = "filter({0}, e -> e IS NULL)";
    String sorted = "array_sort(filter({0}, e -> e IS NOT NULL))";
    String ascending = "concat(" + nulls + ", " + sorted + ")";
    String descending = "concat(reverse(" + sorted + "), " + nulls + ")";
    plain(profile, "array_sort", "array_sort({0})", "array");
    plain(profile, "sort_array", ascending, "array");
    plain(
        profile,
        "sort_array",
        "IF({1}, " + ascending + ", " + descending + ")",
        "array",
        "boolean");
    profile
        .write("array", "ARRAY[{*}]", "any...")
        .write("array_join", "array_join({0}, {1})", "array", "varchar")
        .write(
            "array_join",
            "IF({2} IS NOT NULL, array_join({0}, {1}, {2}))",
            "array",
            "varchar",
            "varchar")
        .write("slice", "slice({0}, {1}, {2})", "array", "integer", "integer")
        .write(
            "array_remove",
            "IF({1} IS NOT NULL, filter({0}, plumbline_e -> plumbline_e IS NULL OR plumbline_e <> {1}))",
            "array",
            PLAIN)
        .refuse("array_remove", FLOATS)
        .write("array_append", "concat({0}, ARRAY[{1}])", "array", "any")
        .write("array_prepend", "concat(ARRAY[{1}], {0})", "array", "any")
        .write("array_compact", "filter({0}, e -> e IS NOT NULL)", "array")
        .write(
            "array_sum",
            "reduce({0}, CAST(0 AS DOUBLE), (s, e) -> s + COALESCE(CAST(e AS DOUBLE), 0), s -> s)",
            "array")
        .write(
            "array_sizes",
            "transform({0}, e -> CAST(COALESCE(CARDINALITY(e), -1) AS INTEGER))",
            "array")
        .write("array_repeat", "repeat({0}, greatest({1}, 0))", "any", "integer")
        .write("flatten", "IF(none_match({0}, e -> e IS NULL), flatten({0}))", "array")
        .write("sequence", "CAST(sequence({*}) AS ARRAY(INTEGER))", "integer...")
        .write("sequence", "sequence({*})", "bigint...");
  }

  private static void maps(SqlProfile.Builder profile) {
    profile
        .compute("map", "an array of keys and one of values", AthenaCollections::map, "any...")
        .refuse("map_keys", ORDER)
        .refuse("map_values", ORDER)
        .write("map_contains_key", "contains(map_keys({0}), {1})", "map", PLAIN)
        .refuse("map_contains_key", FLOATS)
        .write("map_from_arrays", "map({0}, {1})", "array", "array")
        .compute(
            "map_concat", "their keys, and their values", AthenaCollections::mapConcat, "map...")
        .refuse("str_to_map", "pairs are not separated by regular expressions here");
  }

  private static Optional<String> map(SqlCall call) {
    List<SqlOperand> operands = call.operands();
    List<SqlOperand> keys = new ArrayList<>();
    List<SqlOperand> values = new ArrayList<>();
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      keys.add(operands.get(i));
      values.add(operands.get(i + 1));
    }
    return Optional.of("map(ARRAY[" + sql(keys) + "], ARRAY[" + sql(values) + "])");
  }

  /** Of a key that occurs twice, map_concat would take the last value instead of failing. */
  private static Optional<String> mapConcat(SqlCall call) {
    List<String> maps = call.operands().stream().map(SqlOperand::sql).toList();
    return Optional.of(
        maps.size() == 1
            ? maps.get(0)
            : "map(concat(map_keys("
                + String.join("), map_keys(", maps)
                + ")), concat(map_values("
                + String.join("), map_values(", maps)
                + ")))");
  }

  private static void structs(SqlProfile.Builder profile) {
    profile
        .compute("named_struct", "a ROW of the type", AthenaCollections::struct, "any...")
        .write("field", "{0}.{1}", "struct", "varchar");
  }

  private static Optional<String> struct(SqlCall call) {
    List<String> values =
        IntStream.range(0, call.operands().size())
            .filter(i -> i % 2 == 1)
            .mapToObj(i -> sql(call, i))
            .toList();
    Field type = call.result();
    return AthenaTypes.name(type)
        .map(name -> "CAST(ROW(" + String.join(", ", values) + ") AS " + name + ")");
  }
}
