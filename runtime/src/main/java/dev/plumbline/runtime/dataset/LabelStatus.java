package dev.plumbline.runtime.dataset;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/**
 * Whether the labels of a row are there: {@code known} where all are, {@code pending} where one is
 * NULL and the row is younger than the maturity, {@code missing} where one is NULL and the row is
 * older, or nothing says when labels must be there.
 *
 * @since 0.1.0
 */
public final class LabelStatus {
  /** The name of the column. */
  public static final String COLUMN = "label_status";

  private LabelStatus() {}

  /**
   * Appends the column to rows.
   *
   * @param planning the plan that the rows belong to
   * @param rows a builder with the rows on its stack; labels are called {@code label__} and the
   *     prediction's name
   * @param dataset the dataset, for messages
   * @param time the timestamp's place among the columns
   * @param maturity how long a label may still be missing
   * @param asOf the instant at which the status is told
   * @throws ConnectorException with {@code INVALID_REQUEST} where the rows have no labels
   */
  public static void append(
      Planning planning,
      RelBuilder rows,
      String dataset,
      int time,
      Optional<Duration> maturity,
      Instant asOf) {
    List<String> names = rows.peek().getRowType().getFieldNames();
    List<RexNode> labels = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).startsWith(LabelJoin.PREFIX)) {
        labels.add(rows.isNotNull(rows.field(i)));
      }
    }
    if (labels.isEmpty() || names.contains(COLUMN)) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          labels.isEmpty()
              ? "dataset "
                  + dataset
                  + " has no labels, so they have no status; map labels, or read without it"
              : "dataset "
                  + dataset
                  + " has a column '"
                  + COLUMN
                  + "' of its own; give the field another schema name, or read without the status");
    }
    List<RexNode> cases = new ArrayList<>();
    cases.add(rows.and(labels));
    cases.add(text(rows, "known"));
    if (maturity.isPresent()) {
      Instant last = asOf.minus(maturity.get()).truncatedTo(ChronoUnit.MICROS);
      cases.add(
          planning
              .instant(rows, time, Optional.empty())
              .notBefore(last.plus(1, ChronoUnit.MICROS)));
      cases.add(text(rows, "pending"));
    }
    cases.add(text(rows, "missing"));
    List<RexNode> columns = new ArrayList<>(rows.fields());
    columns.add(rows.call(SqlStdOperatorTable.CASE, cases));
    List<String> titles = new ArrayList<>(names);
    titles.add(COLUMN);
    rows.project(columns, titles, true);
  }

  private static RexNode text(RelBuilder rows, String word) {
    return rows.getRexBuilder()
        .makeLiteral(word, PlanTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR), true);
  }
}
