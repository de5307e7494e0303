package dev.plumbline.runtime.expression;

import dev.plumbline.spi.NearestName;
import dev.plumbline.spi.SqlOperator;
import dev.plumbline.spi.SqlVocabulary;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions that Spark's names stand for, and why some are refused. */
final class Functions {
  /** Names that become casts. */
  static final Map<String, String> CASTS =
      Map.ofEntries(
          Map.entry("boolean", "boolean"),
          Map.entry("tinyint", "tinyint"),
          Map.entry("smallint", "smallint"),
          Map.entry("int", "integer"),
          Map.entry("bigint", "bigint"),
          Map.entry("float", "real"),
          Map.entry("double", "double"),
          Map.entry("decimal", "decimal"),
          Map.entry("date", "date"),
          Map.entry("timestamp", "instant"),
          Map.entry("binary", "varbinary"),
          Map.entry("string", "varchar"));

  /** Names that become operators of the planner. */
  static final Set<String> BUILT_IN =
      Set.of(
          "if", "iff", "nvl", "ifnull", "coalesce", "nvl2", "nullif", "zeroifnull", "nullifzero",
          "isnull", "isnotnull", "not", "extract", "date_part", "datepart", "equal_null", "like",
          "ilike", "struct", "named_struct", "map", "decode", "in");

  private static final Map<String, SqlOperator> OPERATORS = operators();
  private static final Map<String, String> REFUSALS = refusals();

  private Functions() {}

  private static Map<String, SqlOperator> operators() {
    Map<String, SqlOperator> operators = new LinkedHashMap<>();
    for (SqlOperator operator : SqlVocabulary.operators().values()) {
      for (String name : operator.spark()) {
        if (name.matches("[a-z0-9_]+")) {
          operators.putIfAbsent(name, operator);
        }
      }
    }
    return operators;
  }

  private static Map<String, String> refusals() {
    Map<String, String> refusals = new LinkedHashMap<>();
    String aggregate = "it is an aggregate: an expression sees one row";
    String window = "it is a window function: an expression sees one row";
    OPERATORS.forEach(
        (name, operator) -> {
          switch (operator.category()) {
            case "aggregate", "aggregates", "aggregation" -> refusals.put(name, aggregate);
            case "window", "windows" -> refusals.put(name, window);
            default -> {}
          }
        });
    refuse(
        refusals,
        aggregate,
        "count sum avg mean min max first last first_value last_value any_value any some every"
            + " bool_and bool_or collect_list collect_set array_agg approx_count_distinct"
            + " approx_percentile percentile percentile_approx median mode stddev stddev_samp"
            + " stddev_pop std variance var_samp var_pop corr covar_pop covar_samp skewness"
            + " kurtosis max_by min_by count_if bit_and_agg listagg string_agg grouping"
            + " grouping_id histogram_numeric regr_slope regr_intercept regr_r2 try_sum try_avg"
            + " bit_or bit_and bit_xor");
    refuse(
        refusals,
        window,
        "row_number rank dense_rank percent_rank cume_dist ntile lag lead nth_value window"
            + " session_window window_time");
    refuse(
        refusals,
        "it makes several rows out of one",
        "explode explode_outer posexplode posexplode_outer inline inline_outer stack json_tuple"
            + " variant_explode");
    refuse(
        refusals,
        "it takes a lambda function, which no source runs",
        "transform filter exists forall aggregate reduce zip_with map_filter map_zip_with"
            + " transform_keys transform_values");
    refuse(
        refusals,
        "its value changes from run to run",
        "rand random randn uuid shuffle randstr uniform monotonically_increasing_id"
            + " spark_partition_id current_user user session_user current_database current_schema"
            + " current_catalog current_timezone input_file_name input_file_block_start"
            + " input_file_block_length version current_time");
    refuse(
        refusals,
        "it reaches outside of the query",
        "java_method reflect try_reflect raise_error assert_true");
    return refusals;
  }

  private static void refuse(Map<String, String> refusals, String reason, String names) {
    for (String name : names.split(" ")) {
      refusals.put(name, reason);
    }
  }

  /** Why a function is refused; empty if it is not. */
  static Optional<String> refusal(String name) {
    return Optional.ofNullable(REFUSALS.get(name));
  }

  static boolean exists(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return BUILT_IN.contains(lower)
        || CASTS.containsKey(lower)
        || OPERATORS.containsKey(lower)
        || REFUSALS.containsKey(lower);
  }

  static Optional<SqlOperator> operator(String name) {
    return Optional.ofNullable(OPERATORS.get(name));
  }

  static String advice(String unknown) {
    Set<String> names = new java.util.TreeSet<>(OPERATORS.keySet());
    names.addAll(BUILT_IN);
    names.addAll(CASTS.keySet());
    names.removeAll(REFUSALS.keySet());
    return NearestName.of(unknown, names)
        .map(near -> "did you mean " + near + "?")
        .orElse("accepted are the scalar functions of Spark SQL in the table of functions");
  }
}
