package dev.plumbline.integration.sql;

import dev.plumbline.runtime.expression.NamedExpression;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.SparkExpressions;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.Planning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/** Makes trees of Spark SQL that have one answer whatever order rows come in. */
final class RandomQueries {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

  /** What stands where a tree has no column of the type. */
  private static final Map<String, String> CONSTANTS =
      Map.of(
          "boolean", "true",
          "integer", "5",
          "bigint", "7L",
          "double", "1.5D",
          "decimal", "12.3400",
          "varchar", "'aB \u00E9'",
          "date", "DATE '2024-02-29'",
          "instant", "TIMESTAMP '2024-03-31 01:30:00.000001'");

  private static final List<String> CONDITIONS =
      List.of(
          "{bigint} > 2",
          "{bigint} = {bigint}",
          "{bigint} <> {integer}",
          "{bigint} <=> {bigint}",
          "{bigint} BETWEEN 1 AND 6",
          "{integer} IN (1, 3, 4)",
          "{bigint} IS NULL",
          "{double} > 0.0D",
          "{double} <= {double}",
          "{double} <> {bigint}",
          "isnan({double})",
          "{decimal} >= 1.5",
          "{decimal} < {double}",
          "{varchar} = 'a'",
          "{varchar} <> {varchar}",
          "{varchar} < 'b'",
          "{varchar} IN ('a', '', '\u00DF ')",
          "{varchar} LIKE '%a%'",
          "{varchar} NOT LIKE '_'",
          "{varchar} IS NOT NULL",
          "length({varchar}) > 1",
          "startswith({varchar}, 'a')",
          "{boolean}",
          "NOT {boolean}",
          "{boolean} IS NOT TRUE",
          "{date} >= DATE '2024-02-29'",
          "{instant} < TIMESTAMP '2024-03-31 01:30:00.123457'",
          "{instant} IN (TIMESTAMP '2024-03-31 01:30:00.123456', TIMESTAMP '2024-10-27 00:30:00')",
          "{bigint} > 1 AND {varchar} IS NOT NULL",
          "{bigint} < 3 OR {double} IS NULL");

  private static final List<String> EXPRESSIONS =
      List.of(
          "{bigint} + 1",
          "{bigint} - {bigint}",
          "{bigint} * 3L",
          "{bigint} % 5",
          "{bigint} div 3",
          "{bigint} / 2",
          "{bigint} / {bigint}",
          "-{bigint}",
          "abs({integer})",
          "pmod({bigint}, 4)",
          "{integer} + {integer}",
          "{integer} * {bigint}",
          "greatest({bigint}, {bigint}, 3L)",
          "least({integer}, 3)",
          "{double} + 0.5D",
          "{double} * 2",
          "{double} / {bigint}",
          "nanvl({double}, 0.0D)",
          "floor({double})",
          "ceil({double})",
          "round({double})",
          "round({decimal}, 1)",
          "{decimal} + {decimal}",
          "{decimal} * 2",
          "{decimal} / 3",
          "CAST({bigint} AS INT)",
          "CAST({bigint} AS DOUBLE)",
          "CAST({double} AS BIGINT)",
          "CAST({decimal} AS INT)",
          "CAST({bigint} AS STRING)",
          "CAST({decimal} AS STRING)",
          "CAST({boolean} AS STRING)",
          "CAST({date} AS STRING)",
          "CAST({instant} AS STRING)",
          "CAST({varchar} AS BIGINT)",
          "CAST({varchar} AS DOUBLE)",
          "CAST({instant} AS DATE)",
          "CAST({date} AS TIMESTAMP)",
          "upper({varchar})",
          "lower({varchar})",
          "length({varchar})",
          "trim({varchar})",
          "reverse({varchar})",
          "concat({varchar}, '-', {varchar})",
          "{varchar} || {bigint}",
          "concat_ws('|', {varchar}, {varchar})",
          "substring({varchar}, 2, 3)",
          "left({varchar}, 2)",
          "right({varchar}, 2)",
          "replace({varchar}, 'a', '\u00E9')",
          "lpad({varchar}, 6, '*')",
          "repeat({varchar}, 2)",
          "instr({varchar}, 'a')",
          "split_part({varchar}, ' ', 1)",
          "translate({varchar}, 'aB', 'x')",
          "regexp_replace({varchar}, '[0-9]+', '#')",
          "md5({varchar})",
          "coalesce({varchar}, 'none')",
          "nullif({varchar}, '')",
          "coalesce({bigint}, {integer}, 0)",
          "if({boolean}, {bigint}, 0L)",
          "CASE WHEN {bigint} > 2 THEN {varchar} ELSE 'x' END",
          "CASE {integer} WHEN 1 THEN {double} WHEN 2 THEN 0.25D END",
          "{bigint} > {integer}",
          "{varchar} = {varchar}",
          "{boolean} AND {bigint} > 1",
          "year({instant})",
          "month({date})",
          "dayofweek({date})",
          "hour({instant})",
          "date_add({date}, 3)",
          "datediff({date}, DATE '2024-01-01')",
          "last_day({date})",
          "trunc({date}, 'MM')",
          "date_trunc('HOUR', {instant})",
          "{instant} + INTERVAL 1 DAY 2 HOURS",
          "{date} + INTERVAL 1 MONTH",
          "date_format({date}, 'yyyy-MM-dd')",
          "unix_timestamp({instant})");

  private final Random random;
  private final Planning planning;
  private final List<PinnedTable> tables;
  private int names;
  private int joins;

  RandomQueries(long seed, Planning planning, List<PinnedTable> tables) {
    this.random = new Random(seed);
    this.planning = planning;
    this.tables = tables;
  }

  RelNode next() {
    return grow(1 + random.nextInt(5)).build();
  }

  private RelBuilder grow(int steps) {
    RelBuilder b = planning.scan(any(tables));
    for (int i = 0; i < steps; i++) {
      switch (random.nextInt(10)) {
        case 0, 1 -> b.filter(planning.condition(b, filled(b, any(CONDITIONS))));
        case 2, 3, 4 -> project(b);
        case 5 -> aggregate(b);
        case 6 -> join(b);
        case 7 -> union(b);
        case 8 -> window(b);
        default -> top(b);
      }
    }
    return b;
  }

  private <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private String name() {
    return "c" + names++;
  }

  private List<String> columns(RelBuilder b, String typeId) {
    return b.peek().getRowType().getFieldList().stream()
        .filter(field -> PlanTypes.typeId(field.getType()).equals(typeId))
        .map(RelDataTypeField::getName)
        .toList();
  }

  /** The text with a column of the type, or a constant, in each place. */
  private String filled(RelBuilder b, String text) {
    Matcher place = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (place.find()) {
      List<String> columns = columns(b, place.group(1));
      String by =
          columns.isEmpty() ? Objects.requireNonNull(CONSTANTS.get(place.group(1))) : any(columns);
      place.appendReplacement(filled, Matcher.quoteReplacement(by));
    }
    return place.appendTail(filled).toString();
  }

  private void project(RelBuilder b) {
    List<String> items = new ArrayList<>();
    int width = 2 + random.nextInt(4);
    for (int i = 0; i < width; i++) {
      String text =
          switch (random.nextInt(6)) {
            case 0, 1 -> any(b.peek().getRowType().getFieldNames());
            case 2 -> any(CONDITIONS);
            default -> any(EXPRESSIONS);
          };
      items.add(filled(b, text) + " AS " + name());
    }
    select(b, items);
  }

  private static void select(RelBuilder b, List<String> items) {
    List<NamedExpression> columns =
        SparkExpressions.select(b.getRexBuilder(), b.peek().getRowType(), items);
    b.project(
        columns.stream().map(NamedExpression::expression).toList(),
        columns.stream().map(NamedExpression::name).toList(),
        true);
  }

  private RexNode column(RelBuilder b) {
    return b.field(random.nextInt(b.peek().getRowType().getFieldCount()));
  }

  private void aggregate(RelBuilder b) {
    List<RelBuilder.AggCall> calls = new ArrayList<>();
    calls.add(b.countStar(name()));
    calls.add(b.count(random.nextBoolean(), name(), column(b)));
    calls.add(b.min(name(), column(b)));
    calls.add(b.max(name(), column(b)));
    for (String whole : columns(b, "bigint").stream().limit(1).toList()) {
      calls.add(b.sum(false, name(), b.field(whole)));
      calls.add(
          b.sum(false, name(), b.field(whole))
              .filter(planning.condition(b, filled(b, any(CONDITIONS)))));
    }
    RelBuilder.GroupKey keys =
        switch (random.nextInt(4)) {
          case 0 -> b.groupKey();
          case 1 -> b.groupKey(column(b), column(b));
          default -> b.groupKey(column(b));
        };
    b.aggregate(keys, calls);
    renamed(b);
  }

  private void window(RelBuilder b) {
    List<RexNode> columns = new ArrayList<>(b.fields());
    List<String> labels = new ArrayList<>(b.peek().getRowType().getFieldNames());
    RexNode of = column(b);
    // Figures that do not depend on how ties are ordered.
    columns.add(
        switch (random.nextInt(3)) {
          case 0 ->
              b.aggregateCall(SqlStdOperatorTable.COUNT, of).over().partitionBy(column(b)).toRex();
          case 1 ->
              b.aggregateCall(SqlStdOperatorTable.MAX, of).over().partitionBy(column(b)).toRex();
          default ->
              b.aggregateCall(SqlStdOperatorTable.RANK)
                  .over()
                  .partitionBy(column(b))
                  .orderBy(column(b), b.nullsFirst(b.desc(column(b))))
                  .toRex();
        });
    labels.add(name());
    b.project(columns, labels, true);
  }

  private void join(RelBuilder b) {
    if (joins++ > 1) {
      return;
    }
    RelNode first = b.build();
    RelNode second = grow(random.nextInt(2)).build();
    b.push(first).push(second);
    List<RexNode> equal = new ArrayList<>();
    for (RelDataTypeField one : first.getRowType().getFieldList()) {
      for (RelDataTypeField other : second.getRowType().getFieldList()) {
        if (one.getType().getSqlTypeName() == other.getType().getSqlTypeName()) {
          equal.add(b.equals(b.field(2, 0, one.getIndex()), b.field(2, 1, other.getIndex())));
        }
      }
    }
    if (equal.isEmpty()) {
      b.join(JoinRelType.INNER, b.isNull(b.field(2, 0, 0)));
    } else {
      RexNode condition = any(equal);
      switch (random.nextInt(6)) {
        case 0 -> b.semiJoin(condition);
        case 1 -> b.antiJoin(condition);
        case 2 -> b.join(JoinRelType.LEFT, condition);
        case 3 -> b.join(JoinRelType.RIGHT, condition);
        case 4 -> b.join(JoinRelType.FULL, condition);
        default -> b.join(JoinRelType.INNER, condition);
      }
    }
    renamed(b);
  }

  /** Names without repetition, as the results must have. */
  private void renamed(RelBuilder b) {
    List<String> labels = new ArrayList<>();
    int width = Math.min(7, b.peek().getRowType().getFieldCount());
    for (int i = 0; i < width; i++) {
      labels.add(name());
    }
    b.project(b.fields().subList(0, width), labels, true);
  }

  private void union(RelBuilder b) {
    RelNode all = b.build();
    b.push(all);
    b.filter(planning.condition(b, filled(b, any(CONDITIONS))));
    RelNode some = b.build();
    b.push(all).push(some).union(random.nextBoolean(), 2);
  }

  /** Sorted by all columns, so that it does not matter which of equal rows are cut. */
  private void top(RelBuilder b) {
    List<RexNode> keys = new ArrayList<>();
    for (RexNode field : b.fields()) {
      RexNode key = random.nextBoolean() ? b.desc(field) : field;
      keys.add(random.nextBoolean() ? b.nullsFirst(key) : b.nullsLast(key));
    }
    b.sortLimit(random.nextInt(2) * random.nextInt(4), 1 + random.nextInt(12), keys);
  }
}
