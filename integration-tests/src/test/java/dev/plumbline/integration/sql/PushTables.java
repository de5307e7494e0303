package dev.plumbline.integration.sql;

import dev.plumbline.integration.functions.SqlServer;
import dev.plumbline.runtime.expression.NamedExpression;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.SparkExpressions;
import dev.plumbline.runtime.sql.SqlText;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.sql.type.SqlTypeName;

/** The same tables on every server, each made of Spark SQL over a row's number {@code n}. */
final class PushTables {
  static final String ORDERS = "push_orders";
  static final String WORDS = "push_words";
  static final String DAYS = "push_days";
  static final String LARGE = "push_large";

  private static final Set<ServerKind> MADE = EnumSet.noneOf(ServerKind.class);

  private PushTables() {}

  static synchronized void make(ServerKind kind) throws SQLException {
    if (!MADE.add(kind)) {
      return;
    }
    make(
        kind,
        ORDERS,
        24,
        "CASE WHEN n % 7 <> 0 THEN n % 11 END AS id",
        "CAST(n % 4 AS INT) AS k",
        "CASE n % 6 WHEN 1 THEN 'a' WHEN 2 THEN 'B' WHEN 3 THEN '' WHEN 4 THEN '\u00DF ' WHEN 5"
            + " THEN 'it''s \\\\ {0}' END AS s",
        "CASE WHEN n % 6 = 1 THEN CAST('NaN' AS DOUBLE) WHEN n % 6 > 1 THEN (n % 5 - 2) * 0.5D END"
            + " AS d");
    make(
        kind,
        WORDS,
        16,
        "CASE WHEN n % 5 <> 0 THEN n % 6 END AS key",
        "CASE n % 5 WHEN 1 THEN 'a' WHEN 2 THEN '\u65E5\u672C \uD83D\uDE00' WHEN 3 THEN ' 42 '"
            + " WHEN 4 THEN 'E\u0301a_%' END AS word",
        "CASE n % 3 WHEN 1 THEN true WHEN 2 THEN false END AS flag",
        "CASE WHEN n % 4 <> 0 THEN CAST((n % 7 - 3) * 1.2345 AS DECIMAL(18,4)) END AS price");
    make(
        kind,
        DAYS,
        10,
        "n % 3 AS k2",
        "CASE WHEN n % 4 <> 0 THEN date_add(DATE '2024-02-27', CAST(n % 5 AS INT)) END AS day",
        "CASE n % 4 WHEN 1 THEN TIMESTAMP '2024-03-31 01:30:00.123456' WHEN 2 THEN TIMESTAMP"
            + " '2024-10-27 00:30:00' WHEN 3 THEN TIMESTAMP '1969-12-31 23:59:59.999999' END AS at");
    make(
        kind,
        LARGE,
        5_000,
        "n AS id",
        "n % 50 AS k",
        "CASE WHEN n % 3 <> 0 THEN concat('w', CAST(n % 9 AS STRING)) END AS s");
  }

  private static void make(ServerKind kind, String table, int rows, String... columns)
      throws SQLException {
    RelDataType row =
        PlanTypes.FACTORY
            .builder()
            .add("n", PlanTypes.FACTORY.createSqlType(SqlTypeName.BIGINT))
            .build();
    List<NamedExpression> selected =
        SparkExpressions.select(new RexBuilder(PlanTypes.FACTORY), row, List.of(columns));
    SqlText text = new SqlText(kind.profile());
    String last = Integer.toString(rows - 1);
    SqlServer server = kind.server();
    server.execute("DROP TABLE IF EXISTS " + table);
    server.execute(
        "CREATE TABLE "
            + table
            + " AS SELECT "
            + selected.stream()
                .map(c -> typed(text, c) + " AS " + c.name())
                .collect(Collectors.joining(", "))
            + " FROM "
            + (kind == ServerKind.TRINO
                ? "UNNEST(sequence(0, " + last + ")) AS numbers (n)"
                : "generate_series(0::bigint, " + last + ") AS numbers (n)"));
  }

  /** As a column of a table has it: PostgreSQL's computed decimals have lost their digits. */
  private static String typed(SqlText text, NamedExpression column) {
    String sql = text.condition(column.expression(), List.of("n"));
    RelDataType type = column.expression().getType();
    return type.getSqlTypeName() == SqlTypeName.DECIMAL
        ? "CAST(%s AS DECIMAL(%d, %d))".formatted(sql, type.getPrecision(), type.getScale())
        : sql;
  }
}
