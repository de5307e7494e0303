package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaTypes.FLOATS;
import static dev.plumbline.connector.athena.AthenaTypes.PLAIN;

import dev.plumbline.spi.SqlProfile;

/** Aggregates and window functions. */
final class AthenaAggregates {
  private AthenaAggregates() {}

  static void into(SqlProfile.Builder profile) {
    String nested = "nested values are compared otherwise here";
    String numbers = "CASE WHEN NOT is_nan({0}) THEN {0} END";
    profile
        .write("count_rows", "count(*)")
        .write("count", "count({0})", "any")
        .write("count_distinct", "count(DISTINCT {0})", PLAIN)
        .refuse(
            "count_distinct", "zeros of both signs, NaN and nested values may count otherwise here")
        .write("sum", "sum({0})", "integral|double")
        .write("sum", "CAST(sum({0}){over} AS {type})", "decimal")
        .write("min", "min({0})", PLAIN)
        .write(
            "min",
            "COALESCE(min(" + numbers + "){over}, min(CASE WHEN is_nan({0}) THEN {0} END){over})",
            FLOATS)
        .refuse("min", nested)
        .write("max", "max({0})", PLAIN)
        .write(
            "max",
            "COALESCE(min(CASE WHEN is_nan({0}) THEN {0} END){over}, max(" + numbers + "){over})",
            FLOATS)
        .refuse("max", nested)
        .write("avg", "avg({0})", "double")
        .refuse("avg", "the mean of decimals has fewer digits here")
        .write("bool_and", "bool_and({0})", "boolean")
        .write("bool_or", "bool_or({0})", "boolean")
        .write("stddev_samp", "stddev_samp({0})", "double")
        .write("stddev_pop", "stddev_pop({0})", "double")
        .write("var_samp", "var_samp({0})", "double")
        .write("var_pop", "var_pop({0})", "double")
        .write("row_number", "CAST(row_number(){over} AS {type})")
        .write("rank", "CAST(rank(){over} AS {type})")
        .write("dense_rank", "CAST(dense_rank(){over} AS {type})")
        .write("lag", "lag({*})", "any", "any...")
        .write("lead", "lead({*})", "any", "any...")
        .write("first_value", "first_value({0})", "any")
        .write("last_value", "last_value({0})", "any");
  }
}
