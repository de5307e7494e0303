package dev.plumbline.runtime.sql;

import dev.plumbline.spi.SqlProfile;

/** Aggregates and window functions in DuckDB. */
final class DuckDbAggregates {
  private static final String INTEGERS =
      "tinyint|smallint|integer|bigint|utinyint|usmallint|uinteger|ubigint";

  private DuckDbAggregates() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .write("count_rows", "count(*)")
        .write("count", "count({0})", "any")
        .write("count_distinct", "count(DISTINCT {0})", "any")
        .write("min", "min({0})", "any")
        .write("max", "max({0})", "any")
        // DuckDB sums integers as HUGEINT; a sum that leaves BIGINT must fail, not wrap.
        .write("sum", "CAST(sum({0}){over} AS BIGINT)", INTEGERS)
        .write("sum", "sum({0})", "decimal")
        .write("sum", "sum(CAST({0} AS DOUBLE))", "real|double")
        .refuse("avg", "DuckDB averages decimals as doubles", "decimal")
        .write("avg", "avg(CAST({0} AS DOUBLE))", "numeric")
        .write("bool_and", "bool_and({0})", "boolean")
        .write("bool_or", "bool_or({0})", "boolean")
        .refuse("stddev_samp", "DuckDB fails where a value is infinite or NaN")
        .refuse("stddev_pop", "DuckDB fails where a value is infinite or NaN")
        .refuse("var_samp", "DuckDB fails where a value is infinite or NaN")
        .refuse("var_pop", "DuckDB fails where a value is infinite or NaN")
        .write("row_number", "CAST(row_number(){over} AS {type})")
        .write("rank", "CAST(rank(){over} AS {type})")
        .write("dense_rank", "CAST(dense_rank(){over} AS {type})")
        .write("lag", "lag({*})", "any...")
        .write("lead", "lead({*})", "any...")
        .write("first_value", "first_value({0})", "any")
        .write("last_value", "last_value({0})", "any");
  }
}
