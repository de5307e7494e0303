package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlProfile;

/** What goes over many rows. */
final class RedshiftAggregates {
  private static final String ORDERED =
      "smallint|integer|bigint|real|double|decimal|date|timestamp|instant";

  private RedshiftAggregates() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .write("count_rows", "COUNT(*)")
        .write("count", "COUNT({0})", "any")
        .write("count_distinct", "COUNT(DISTINCT {0})", ORDERED + "|boolean")
        .write("count_distinct", "COUNT(DISTINCT ({0} || CHR(1)))", "varchar")
        .refuse("count_distinct", "bytes and nested values have no equality in all of Redshift")
        .write("sum", "CAST(SUM({0}){over} AS BIGINT)", "integral")
        .write("sum", "CAST(SUM({0}){over} AS {type})", "decimal")
        .write("sum", "SUM({0})", "double")
        .write("avg", "AVG({0})", "double")
        .refuse("avg", "the mean of decimals has fewer digits there", "decimal")
        .write("bool_and", "BOOL_AND({0})", "boolean")
        .write("bool_or", "BOOL_OR({0})", "boolean")
        .write("stddev_samp", "STDDEV_SAMP({0})", "double")
        .write("stddev_pop", "STDDEV_POP({0})", "double")
        .write("var_samp", "VAR_SAMP({0})", "double")
        .write("var_pop", "VAR_POP({0})", "double");
    extreme(profile, "min", "MIN");
    extreme(profile, "max", "MAX");
    profile
        .write("row_number", "CAST(ROW_NUMBER(){over} AS {type})")
        .write("rank", "CAST(RANK(){over} AS {type})")
        .write("dense_rank", "CAST(DENSE_RANK(){over} AS {type})")
        .write("lag", "LAG({*})", "any")
        .write("lag", "LAG({*})", "any", "integer")
        .refuse("lag", "LAG has no value for rows that are not there")
        .write("lead", "LEAD({*})", "any")
        .write("lead", "LEAD({*})", "any", "integer")
        .refuse("lead", "LEAD has no value for rows that are not there")
        .write("first_value", "FIRST_VALUE({0})", "any")
        .write("last_value", "LAST_VALUE({0})", "any");
  }

  private static void extreme(SqlProfile.Builder profile, String id, String name) {
    String marked = name + "({0} || CHR(1)){over}";
    profile
        .write(id, name + "({0})", ORDERED)
        .write(id, "LEFT(" + marked + ", LENGTH(" + marked + ") - 1)", "varchar")
        .refuse(id, "Redshift orders numbers, text, dates and times only");
  }
}
