package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldChecks;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.dataset.LabelJoin;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.VocabularyOperators;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.model.TypeNames;
import dev.plumbline.runtime.plan.Planning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/** Checks the values of labels in the table that has them. */
final class LabelValues {
  /** So many rows must have a label before it looks like a copy. */
  private static final long ENOUGH = 100;

  private static final String PREDICTION = "prediction__";
  private static final Set<String> COPIES =
      Set.of(
          "boolean",
          "tinyint",
          "smallint",
          "integer",
          "bigint",
          "real",
          "double",
          "decimal",
          "varchar");

  private static final FieldChecks NONE =
      new FieldChecks(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Position.UNKNOWN);

  private final Related related;
  private final RelatedQueries queries;
  private final Related.Side labelled;

  LabelValues(Related related, RelatedQueries queries) {
    this(related, queries, related.side);
  }

  private LabelValues(Related related, RelatedQueries queries, Related.Side labelled) {
    this.related = related;
    this.queries = queries;
    this.labelled = labelled;
  }

  /** Labels that are joined to the dataset. Their values are checked where they are. */
  static LabelValues joined(Related related, RelatedQueries queries, Related.Side actuals) {
    return new LabelValues(related, queries, actuals);
  }

  private boolean isJoined() {
    return labelled.dataset().role() != related.dataset().role();
  }

  private List<BoundColumn> labels() {
    return labelled.labels();
  }

  private boolean isClass(BoundColumn label) {
    return related.model.type() == ModelType.MULTICLASS
        && label
            .type()
            .map(FieldType::kind)
            .filter(k -> k == FieldType.Kind.STRING || k == FieldType.Kind.CATEGORICAL)
            .isPresent();
  }

  private static boolean isWhole(ArrowType type) {
    return type instanceof ArrowType.Int || type instanceof ArrowType.Decimal;
  }

  /** What is wrong with a label's value; empty where nothing can be. */
  private Optional<RexNode> wrong(RelBuilder rows, BoundColumn label, RexNode value) {
    ArrowType type = label.column().getType();
    boolean floating = type instanceof ArrowType.FloatingPoint;
    if (isJoined() || (!floating && !isWhole(type))) {
      return Optional.empty();
    }
    if (related.model.type() == ModelType.BINARY) {
      return Optional.of(
          rows.and(
              rows.call(SqlStdOperatorTable.NOT_EQUALS, value, number(rows, value, 0)),
              rows.call(SqlStdOperatorTable.NOT_EQUALS, value, number(rows, value, 1))));
    }
    return floating
        ? Optional.of(
            VocabularyOperators.call(
                rows.getRexBuilder(),
                "isnan",
                PlanTypes.FACTORY.createSqlType(SqlTypeName.BOOLEAN),
                List.of(value)))
        : Optional.empty();
  }

  private static RexNode number(RelBuilder rows, RexNode like, int value) {
    RexBuilder rex = rows.getRexBuilder();
    RelDataType type = PlanTypes.FACTORY.createTypeWithNullability(like.getType(), false);
    BigDecimal number = BigDecimal.valueOf(value);
    return switch (type.getSqlTypeName()) {
      case DOUBLE, REAL, FLOAT -> rex.makeApproxLiteral(number, type);
      default -> rex.makeExactLiteral(number, PlanTypes.FACTORY.createSqlType(SqlTypeName.INTEGER));
    };
  }

  /** The prediction that a label may be a copy of. */
  private Optional<BoundColumn> copied(BoundColumn label) {
    return related
        .side
        .field(FieldRole.PREDICTION, label.name())
        .filter(p -> sameType(p, label) && COPIES.contains(typeId(label)));
  }

  private static boolean sameType(BoundColumn a, BoundColumn b) {
    return !(a.column().getType() instanceof ArrowType.Null)
        && !(b.column().getType() instanceof ArrowType.Null)
        && typeId(a).equals(typeId(b));
  }

  private static String typeId(BoundColumn column) {
    return column.column().getType() instanceof ArrowType.Null
        ? "null"
        : PlanTypes.typeId(PlanTypes.type(column.column()));
  }

  /** Adds the columns that {@link #calls} needs beside the labels. */
  void columns(RelBuilder table, List<RexNode> columns, List<String> names) {
    for (BoundColumn label : labels()) {
      copied(label)
          .ifPresent(
              prediction -> {
                columns.add(table.field(prediction.column().getName()));
                names.add(PREDICTION + label.name());
              });
    }
  }

  /** Figures of rows with labels as {@code label__} and their name. */
  List<RelBuilder.AggCall> calls(RelBuilder rows) {
    List<String> names = rows.peek().getRowType().getFieldNames();
    List<RelBuilder.AggCall> calls = new ArrayList<>();
    int at = 0;
    for (BoundColumn label : labels()) {
      RexNode value = rows.field(LabelJoin.PREFIX + label.name());
      String number = Integer.toString(at++);
      calls.add(rows.count(false, "known_" + number, value));
      wrong(rows, label, value)
          .ifPresent(wrong -> calls.add(rows.countStar("wrong_" + number).filter(wrong)));
      if (names.contains(PREDICTION + label.name())) {
        RexNode prediction = rows.field(PREDICTION + label.name());
        calls.add(
            rows.countStar("other_" + number)
                .filter(
                    rows.and(
                        rows.isNotNull(value),
                        rows.or(
                            rows.isNull(prediction),
                            rows.call(SqlStdOperatorTable.NOT_EQUALS, value, prediction)))));
      }
    }
    return calls;
  }

  /** Checks what the figures say. */
  void judge(RelatedQueries.Figures figures) {
    int at = 0;
    for (BoundColumn label : labels()) {
      String number = Integer.toString(at++);
      long known = figures.of("known_" + number);
      if (related.wants(Check.LABEL_DOMAIN) && !isJoined() && !isClass(label)) {
        domain(label, figures.of("wrong_" + number), known, figures.basis());
      }
      if (figures.values().containsKey("other_" + number) && known > 0) {
        copy(label, figures.of("other_" + number), known, figures.basis());
      }
    }
  }

  private void domain(BoundColumn label, long wrong, long known, Basis basis) {
    boolean binary = related.model.type() == ModelType.BINARY;
    if (wrong == 0) {
      related.passed(
          Check.LABEL_DOMAIN,
          label.name(),
          String.format(Locale.ROOT, "%,d labels are of values that can be", known),
          basis,
          at(label));
      return;
    }
    Planning planning = Planning.start();
    RelBuilder rows = planning.scan(related.side.table());
    RexNode value = rows.field(label.column().getName());
    rows.filter(wrong(rows, label, value).orElseThrow());
    related.add(
        related
            .failed(
                Check.LABEL_DOMAIN,
                label.name(),
                wrong,
                Related.share(wrong, known)
                    + (binary ? " labels are not 0 or 1" : " labels are NaN"))
            .advice(
                binary
                    ? "Map the column that says what happened as 0 and 1 or as a boolean, or make"
                        + " one with select_expr."
                    : "Write NULL where the outcome is not known; NaN counts as a known label.")
            .basis(basis)
            .at(at(label))
            .examples(byValue(planning, rows, label)));
  }

  /** The values that most rows have, each with how many. */
  private List<String> byValue(Planning planning, RelBuilder rows, BoundColumn label) {
    rows.project(List.of(rows.field(label.column().getName())), List.of("value"), true);
    rows.aggregate(rows.groupKey("value"), rows.countStar("row_count"));
    rows.sort(rows.desc(rows.field(1)), rows.field(0));
    rows.limit(0, RelatedQueries.EXAMPLES);
    return queries.examples(planning, rows.build()).stream()
        .map(text -> text.replaceAll("\\((\\d+)\\)$", "($1 rows)"))
        .toList();
  }

  private Position at(BoundColumn label) {
    return labelled.dataset().at("labels." + label.name());
  }

  private void copy(BoundColumn label, long others, long known, Basis basis) {
    if (others > 0 || known < ENOUGH) {
      related.passed(
          Check.LABEL_NOT_COPIED,
          label.name(),
          others > 0
              ? Related.share(others, known) + " labels are not the prediction"
              : String.format(Locale.ROOT, "%,d labels are too few to tell", known),
          basis,
          at(label));
      return;
    }
    related.add(
        related
            .failed(
                Check.LABEL_NOT_COPIED,
                label.name(),
                known,
                String.format(Locale.ROOT, "all %,d labels equal their prediction", known))
            .advice("Map the column that says what happened, not what was predicted.")
            .basis(basis)
            .at(at(label)));
  }

  /** Checks that classes of labels are classes that are predicted. */
  void classes() {
    for (BoundColumn label : labels()) {
      if (isClass(label)) {
        related.scan(queries, null, () -> classes(label), Check.LABEL_DOMAIN);
      }
    }
  }

  private void classes(BoundColumn label) {
    boolean elsewhere = related.dataset().role() == DatasetRole.ACTUALS;
    Optional<Related.Side> predicting =
        elsewhere ? related.sibling(DatasetRole.SERVING) : Optional.of(related.side);
    Optional<BoundColumn> prediction =
        predicting.flatMap(side -> side.field(FieldRole.PREDICTION, label.name()));
    if (prediction.isEmpty()) {
      if (elsewhere && related.has(DatasetRole.SERVING)) {
        related.skipped(
            Check.LABEL_DOMAIN,
            label.name(),
            predicting.isEmpty()
                ? related.failure(DatasetRole.SERVING)
                : "its prediction cannot be read");
      }
      return;
    }
    if (!sameType(label, prediction.get())) {
      related.add(
          related
              .failed(
                  Check.LABEL_DOMAIN,
                  label.name(),
                  0,
                  "labels are of type "
                      + TypeNames.of(label.column())
                      + ", predictions of type "
                      + TypeNames.of(prediction.get().column())
                      + "; values of these types are never equal")
              .advice("Convert one of them with select_expr.")
              .basis(new Basis(Basis.Kind.SCHEMA, 0))
              .at(at(label)));
      return;
    }
    Set<String> allowed = allowed(label, predicting.get());
    Planning planning = Planning.start();
    RelBuilder rows = unseen(planning, label, predicting.get(), prediction.get(), allowed);
    RelNode root = rows.aggregate(rows.groupKey(), rows.countStar("classes")).build();
    RelatedQueries.Figures figures = queries.figures(planning, root);
    long classes = figures.of("classes");
    if (classes == 0) {
      related.passed(
          Check.LABEL_DOMAIN,
          label.name(),
          "every class of the labels is predicted" + (allowed.isEmpty() ? "" : " or allowed"),
          figures.basis(),
          at(label));
      return;
    }
    Planning again = Planning.start();
    RelBuilder shown = unseen(again, label, predicting.get(), prediction.get(), allowed);
    shown.sort(shown.desc(shown.field(1)), shown.field(0));
    shown.limit(0, RelatedQueries.EXAMPLES);
    related.add(
        related
            .failed(
                Check.LABEL_DOMAIN,
                label.name(),
                classes,
                classes
                    + (classes == 1 ? " class" : " classes")
                    + " of the labels "
                    + (classes == 1 ? "is" : "are")
                    + " never predicted")
            // A rare class may be missing by chance, unless somebody has said which there are.
            .severity(allowed.isEmpty() ? Severity.WARNING : Severity.ERROR)
            .advice(
                "Check that labels and predictions write classes in the same way; name rare ones in"
                    + " checks: {"
                    + label.name()
                    + ": {allowed: [...]}}.")
            .basis(figures.basis())
            .at(at(label))
            .examples(
                queries.examples(again, shown.build()).stream()
                    .map(text -> text.replaceAll("\\((\\d+)\\)$", "($1 rows)"))
                    .toList()));
  }

  private Set<String> allowed(BoundColumn label, Related.Side predicting) {
    Set<String> allowed = new LinkedHashSet<>();
    for (FieldChecks checks :
        List.of(
            related.dataset().checks().fields().getOrDefault(label.name(), NONE),
            predicting.dataset().checks().fields().getOrDefault(label.name(), NONE))) {
      allowed.addAll(checks.allowed());
    }
    return allowed;
  }

  /** Classes of labels that are neither predicted nor allowed, with how many rows have them. */
  private RelBuilder unseen(
      Planning planning,
      BoundColumn label,
      Related.Side predicting,
      BoundColumn prediction,
      Set<String> allowed) {
    RelBuilder rows = planning.scan(related.side.table());
    RexNode value = rows.field(label.column().getName());
    rows.filter(rows.isNotNull(value));
    rows.project(List.of(value), List.of("value"), true);
    rows.aggregate(rows.groupKey("value"), rows.countStar("row_count"));
    RelBuilder other = planning.scan(predicting.table());
    RexNode predicted = other.field(prediction.column().getName());
    other.filter(other.isNotNull(predicted));
    other.project(List.of(predicted), List.of("value"), true);
    other.distinct();
    rows.push(other.build());
    rows.antiJoin(rows.call(SqlStdOperatorTable.EQUALS, rows.field(2, 0, 0), rows.field(2, 1, 0)));
    RelDataType varchar =
        PlanTypes.FACTORY.createTypeWithNullability(
            PlanTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR), true);
    RexBuilder rex = rows.getRexBuilder();
    for (String known : allowed) {
      RexNode text =
          typeId(label).equals("varchar") ? rows.field(0) : rex.makeCast(varchar, rows.field(0));
      rows.filter(
          rows.call(
              SqlStdOperatorTable.NOT_EQUALS,
              text,
              rex.makeLiteral(known, PlanTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR), true)));
    }
    return rows;
  }
}
