package dev.plumbline.runtime.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The types are what Spark 4.2.0 answers with ANSI off; what it refuses is refused. */
class SparkTypingTest {
  private static final RelDataType ROW = row();
  private static final RexBuilder REX = new RexBuilder(PlanTypes.FACTORY);

  private static RelDataType row() {
    RelDataTypeFactory.Builder row = PlanTypes.FACTORY.builder();
    row.add("b", SparkTypes.BOOLEAN);
    row.add("ti", SparkTypes.of(SqlTypeName.TINYINT));
    row.add("si", SparkTypes.of(SqlTypeName.SMALLINT));
    row.add("i", SparkTypes.INTEGER);
    row.add("l", SparkTypes.BIGINT);
    row.add("r", SparkTypes.of(SqlTypeName.REAL));
    row.add("d", SparkTypes.DOUBLE);
    row.add("dec", SparkTypes.decimal(18, 4));
    row.add("big", SparkTypes.decimal(38, 10));
    row.add("s", SparkTypes.TEXT);
    row.add("s_num", SparkTypes.TEXT);
    row.add("s_date", SparkTypes.TEXT);
    row.add("s_ts", SparkTypes.TEXT);
    row.add("day", SparkTypes.DATE);
    row.add("ts", SparkTypes.INSTANT);
    row.add("ntz", SparkTypes.TIMESTAMP);
    row.add("bin", SparkTypes.of(SqlTypeName.VARBINARY));
    row.add("arr", SparkTypes.array(SparkTypes.INTEGER));
    row.add("arr_s", SparkTypes.array(SparkTypes.TEXT));
    row.add("m", SparkTypes.map(SparkTypes.TEXT, SparkTypes.INTEGER));
    row.add(
        "st", SparkTypes.struct(List.of("a", "b"), List.of(SparkTypes.INTEGER, SparkTypes.TEXT)));
    return row.build();
  }

  private static RexNode typed(String text) {
    return SparkExpressions.select(REX, ROW, List.of(text + " AS x")).get(0).expression();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '\u0001',
      value = {
        "ti + 1Y @ TINYINT",
        "ti + si @ SMALLINT",
        "si * i @ INT",
        "i + l @ BIGINT",
        "i + 1.5 @ DECIMAL(12, 1)",
        "i + 1 @ INT",
        "l * r @ FLOAT",
        "r + d @ DOUBLE",
        "r + dec @ DOUBLE",
        "r + 1.5F @ FLOAT",
        "dec + 1 @ DECIMAL(19, 4)",
        "dec * 2 @ DECIMAL(20, 4)",
        "dec / 3 @ DECIMAL(20, 6)",
        "dec / i @ DECIMAL(29, 15)",
        "dec - l @ DECIMAL(25, 4)",
        "dec % 7 @ DECIMAL(5, 4)",
        "big * big @ DECIMAL(38, 6)",
        "big + big @ DECIMAL(38, 9)",
        "big / dec @ DECIMAL(38, 6)",
        "big % dec @ DECIMAL(24, 10)",
        "i div 2 @ BIGINT",
        "dec div 2 @ BIGINT",
        "dec div dec @ BIGINT",
        "i / 2 @ DOUBLE",
        "i / 0 @ DOUBLE",
        "r / 2 @ DOUBLE",
        "s_num + 1 @ DOUBLE",
        "s_num * dec @ DOUBLE",
        "s_num / 2 @ DOUBLE",
        "-i @ INT",
        "-dec @ DECIMAL(18, 4)",
        "- (5) @ INT",
        "+i @ INT",
        "-9223372036854775808 @ BIGINT",
        "9223372036854775808 @ DECIMAL(19, 0)",
        "99999999999999999999 @ DECIMAL(20, 0)",
        "1e3 @ DOUBLE",
        "1.5e2BD @ DECIMAL(3, 0)",
        ".5 @ DECIMAL(1, 1)",
        "5. @ DECIMAL(1, 0)",
        "0.05 @ DECIMAL(2, 2)",
        "i = '5' @ BOOLEAN",
        "i = s_num @ BOOLEAN",
        "dec = s_num @ BOOLEAN",
        "b = 'true' @ BOOLEAN",
        "b = 1 @ BOOLEAN",
        "b = i @ BOOLEAN",
        "d = s @ BOOLEAN",
        "day = s_date @ BOOLEAN",
        "ts > day @ BOOLEAN",
        "ts > ntz @ BOOLEAN",
        "day > ntz @ BOOLEAN",
        "bin = s @ BOOLEAN",
        "arr = arr @ BOOLEAN",
        "st = st @ BOOLEAN",
        "i <=> NULL @ BOOLEAN",
        "i = NULL @ BOOLEAN",
        "i IN (1, 2.5) @ BOOLEAN",
        "i IN ('1', '2') @ BOOLEAN",
        "s IN (1, 'a') @ BOOLEAN",
        "day IN ('2024-01-01') @ BOOLEAN",
        "dec IN (1, 2) @ BOOLEAN",
        "i BETWEEN 1 AND '3' @ BOOLEAN",
        "CASE WHEN b THEN 1 ELSE 'x' END @ STRING",
        "CASE WHEN b THEN 1 ELSE 2.5 END @ DECIMAL(11, 1)",
        "CASE WHEN b THEN i ELSE d END @ DOUBLE",
        "CASE i WHEN 1 THEN 'a' WHEN '2' THEN 'b' END @ STRING",
        "IF(b, l, dec) @ DECIMAL(24, 4)",
        "coalesce(i, dec, d) @ DOUBLE",
        "coalesce(day, ts) @ TIMESTAMP",
        "coalesce(day, s) @ STRING",
        "coalesce(i, s) @ STRING",
        "nvl(dec, 0) @ DECIMAL(18, 4)",
        "nullif(i, 'a') @ INT",
        "nullif(dec, 0) @ DECIMAL(18, 4)",
        "nullifzero(dec) @ DECIMAL(18, 4)",
        "zeroifnull(ti) @ INT",
        "zeroifnull(dec) @ DECIMAL(18, 4)",
        "nvl2(s, 1, 2L) @ BIGINT",
        "greatest(i, dec) @ DECIMAL(18, 4)",
        "greatest(day, ts) @ TIMESTAMP",
        "least(i, d, r) @ DOUBLE",
        "ceil(i) @ BIGINT",
        "ceil(r) @ BIGINT",
        "ceil(dec) @ DECIMAL(15, 0)",
        "ceil(s_num) @ BIGINT",
        "ceil(big) @ DECIMAL(29, 0)",
        "floor(dec) @ DECIMAL(15, 0)",
        "floor(d) @ BIGINT",
        "round(dec) @ DECIMAL(15, 0)",
        "round(dec, 2) @ DECIMAL(17, 2)",
        "round(dec, -1) @ DECIMAL(15, 0)",
        "round(dec, 10) @ DECIMAL(19, 4)",
        "round(d, 2) @ DOUBLE",
        "round(i) @ INT",
        "round(i, -1) @ INT",
        "round(s_num) @ DOUBLE",
        "round(big, 5) @ DECIMAL(34, 5)",
        "bround(dec, 1) @ DECIMAL(16, 1)",
        "abs(s_num) @ DOUBLE",
        "abs(dec) @ DECIMAL(18, 4)",
        "sqrt(i) @ DOUBLE",
        "sqrt(s_num) @ DOUBLE",
        "pow(i, 2) @ DOUBLE",
        "sign(dec) @ DOUBLE",
        "hex(i) @ STRING",
        "hex(s) @ STRING",
        "hex(bin) @ STRING",
        "hex(d) @ STRING",
        "length(i) @ INT",
        "length(bin) @ INT",
        "upper(i) @ STRING",
        "substring(s, 2L) @ STRING",
        "substring(s, 1.5, 2) @ STRING",
        "substring(bin, 1, 2) @ BINARY",
        "substring(i, 1, 2) @ STRING",
        "concat(s, i) @ STRING",
        "concat(bin, bin) @ BINARY",
        "concat(bin, s) @ STRING",
        "concat(arr, arr) @ ARRAY<INT>",
        "concat(arr, arr_s) @ ARRAY<STRING>",
        "s || i || d @ STRING",
        "concat_ws(',', s, i) @ STRING",
        "concat_ws(',', arr_s) @ STRING",
        "year(ts) @ INT",
        "year(s_date) @ INT",
        "hour(day) @ INT",
        "hour(s_ts) @ INT",
        "hour(ntz) @ INT",
        "day + 1 @ DATE",
        "1 + day @ DATE",
        "day - 1 @ DATE",
        "day + INTERVAL 1 DAY @ DATE",
        "day + INTERVAL 1 HOUR @ TIMESTAMP",
        "day + INTERVAL '1' MONTH @ DATE",
        "ts - INTERVAL 1 DAY 2 HOURS @ TIMESTAMP",
        "ntz + INTERVAL '1-2' YEAR TO MONTH @ TIMESTAMP_NTZ",
        "ntz + INTERVAL '1 02:03:04.5' DAY TO SECOND @ TIMESTAMP_NTZ",
        "INTERVAL 1 DAY + day @ DATE",
        "date_add(ts, 1) @ DATE",
        "date_add(s_date, 1) @ DATE",
        "date_add(day, si) @ DATE",
        "datediff(ts, s_date) @ INT",
        "add_months(day, 1) @ DATE",
        "months_between(day, ts) @ DOUBLE",
        "unix_timestamp(day) @ BIGINT",
        "to_date(ts) @ DATE",
        "date_trunc('month', day) @ TIMESTAMP",
        "arr[0] @ INT",
        "arr[0L] @ INT",
        "arr_s[ti] @ STRING",
        "m['a'] @ INT",
        "m[i] @ INT",
        "st.a @ INT",
        "st['a'] @ INT",
        "element_at(arr, 1) @ INT",
        "element_at(m, 'a') @ INT",
        "array(1, 2.5) @ ARRAY<DECIMAL(11, 1)>",
        "array(1, 'a') @ ARRAY<STRING>",
        "array(i, l) @ ARRAY<BIGINT>",
        "map('a', 1, 'b', 2.5) @ MAP<STRING, DECIMAL(11, 1)>",
        "struct(i, s AS t, i + 1) @ STRUCT<`i`: INT, `t`: STRING, `col3`: INT>",
        "named_struct('x', i, 'y', s) @ STRUCT<`x`: INT, `y`: STRING>",
        "array_contains(arr, 1L) @ BOOLEAN",
        "array_contains(arr, 1.5) @ BOOLEAN",
        "array_union(arr, array(1L)) @ ARRAY<BIGINT>",
        "array_append(arr, 1L) @ ARRAY<BIGINT>",
        "size(m) @ INT",
        "i & l @ BIGINT",
        "ti | si @ SMALLINT",
        "~ti @ TINYINT",
        "ti << 1 @ INT",
        "l >> 2 @ BIGINT",
        "i >>> 1 @ INT",
        "i LIKE '1%' @ BOOLEAN",
        "s RLIKE 'a' @ BOOLEAN",
        "bin LIKE 'a' @ BOOLEAN",
        "CAST(arr AS STRING) @ STRING",
        "CAST(ts AS INT) @ INT",
        "CAST(ts AS BOOLEAN) @ BOOLEAN",
        "CAST(i AS TIMESTAMP) @ TIMESTAMP",
        "CAST(b AS TIMESTAMP) @ TIMESTAMP",
        "CAST(i AS BINARY) @ BINARY",
        "CAST(dec AS DECIMAL) @ DECIMAL(10, 0)",
        "CAST(m AS MAP<STRING, BIGINT>) @ MAP<STRING, BIGINT>",
        "TRY_CAST(s AS INT) @ INT",
        "int(s) @ INT",
        "decimal(s) @ DECIMAL(10, 0)",
        "i::string @ STRING",
        "b AND NULL @ BOOLEAN",
        "EXTRACT(SECOND FROM ts) @ DECIMAL(8, 6)",
        "EXTRACT(DOW FROM day) @ INT",
        "date_part('year', ts) @ INT",
        "pmod(dec, 3) @ DECIMAL(5, 4)",
        "pmod(i, 3L) @ BIGINT",
        "mod(i, 3) @ INT",
        "try_add(i, 1L) @ BIGINT",
        "try_divide(i, 2) @ DOUBLE",
        "isnan(s) @ BOOLEAN",
        "isnan(dec) @ BOOLEAN",
        "nanvl(r, 1) @ DOUBLE",
        "nanvl(d, r) @ DOUBLE",
        "bit_count(l) @ INT",
        "sha2(s, 256) @ STRING",
        "crc32(s) @ BIGINT",
        "split(s, ',') @ ARRAY<STRING>",
        "elt(1, s, i) @ STRING",
        "from_unixtime(s_num) @ STRING",
        "timestamp_seconds(dec) @ TIMESTAMP",
        "factorial(d) @ BIGINT",
        "chr(i) @ STRING",
        "repeat(s, 2L) @ STRING",
        "lpad(i, 5) @ STRING",
        "date_format(day, 'yyyy') @ STRING",
        "make_date(i, 1L, '2') @ DATE",
        "CURRENT_DATE @ DATE",
        "trim(BOTH 'x' FROM s) @ STRING",
        "substring(s FROM 2 FOR 3) @ STRING",
        "position('a' IN s) @ INT",
        "overlay(s PLACING 'x' FROM 2) @ STRING",
        "arr[0] = '1' @ BOOLEAN",
        "(i = 1) IS NULL @ BOOLEAN",
        "i = 1 IS NULL @ BOOLEAN",
        "NOT i = 1 AND b @ BOOLEAN",
        "2 + 3 * 4 - -5 @ INT",
        "'a' 'b' || \"c\" @ STRING",
        "timestampadd(DAY, 1, ts) @ TIMESTAMP",
        "datediff(DAY, ts, ts) @ BIGINT",
        "s = bin @ BOOLEAN",
        "decode(i, 1, 'a', 2, 'b', 'c') @ STRING",
        "sequence(1, 5L) @ ARRAY<BIGINT>",
        "array_join(arr, ',') @ STRING",
        "reverse(i) @ STRING",
        "slice(arr, 1, 2L) @ ARRAY<INT>",
        "hash(i, s) @ INT"
      })
  void givesTheTypeThatSparkGives(String text, String type) {
    assertThat(SparkTypes.name(typed(text).getType())).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b < i",
        "m = m",
        "b IN ('true')",
        "b IN (1)",
        "CASE WHEN b THEN b ELSE 'x' END",
        "CASE WHEN b THEN bin ELSE 'x' END",
        "CASE WHEN i THEN 1 END",
        "coalesce(b, i)",
        "greatest(i, s)",
        "day + 1L",
        "day + 1.5",
        "day + '1'",
        "day - day",
        "ts - ts",
        "ts + INTERVAL 1 MONTH 1 DAY",
        "date_add(day, 1L)",
        "array()",
        "array_contains(arr, 'a')",
        "i ^ d",
        "s & 1",
        "arr LIKE 'a'",
        "CAST(arr AS INT)",
        "CAST(day AS INT)",
        "CAST(i AS DATE)",
        "CAST(i AS TIMESTAMP_NTZ)",
        "CAST(bin AS INT)",
        "CAST(d AS BINARY)",
        "CAST(s AS ARRAY<INT>)",
        "CAST(ntz AS BIGINT)",
        "TRY_CAST(arr AS INT)",
        "NOT i",
        "NOT s",
        "b AND i",
        "b AND 'true'",
        "md5(i)",
        "s_ts + INTERVAL 1 DAY",
        "date_add(day, s_num)",
        "arr['0']",
        "timestamp_seconds(s_num)"
      })
  void refusesWhatHasNoType(String text) {
    assertThatThrownBy(() -> typed(text))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.INVALID_REQUEST));
  }
}
