package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plan.SelectedTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/** The figures that a pass over the rows is to find, each once. */
final class Measures {
  private final Map<String, Figure> figures = new LinkedHashMap<>();

  /** How many rows there are. */
  Figure rows() {
    return of(Figure.Kind.ROWS, null, null);
  }

  /** How many rows meet a condition. */
  Figure count(String condition) {
    return count(Term.sql(condition));
  }

  Figure count(Term condition) {
    return of(Figure.Kind.ROWS, null, condition);
  }

  /** How many rows have a value. */
  Figure present(CheckedColumn column) {
    return of(Figure.Kind.COUNT, Term.column(column), null);
  }

  Figure distinct(String value) {
    return distinct(Term.sql(value));
  }

  Figure distinct(Term value) {
    return of(Figure.Kind.DISTINCT, value, null);
  }

  Figure min(Term value, @Nullable Term condition) {
    return of(Figure.Kind.MIN, value, condition);
  }

  Figure max(Term value, @Nullable Term condition) {
    return of(Figure.Kind.MAX, value, condition);
  }

  private Figure of(Figure.Kind kind, @Nullable Term value, @Nullable Term condition) {
    Figure figure = new Figure(kind, value, condition);
    return figures.computeIfAbsent(figure.key(), key -> figure);
  }

  List<Figure> all() {
    return List.copyOf(figures.values());
  }

  /** One row with the figures, in their order. */
  static RelNode tree(Planning planning, SelectedTable table, List<Figure> figures) {
    RelBuilder builder = planning.scan(table);
    List<RelBuilder.AggCall> calls = new ArrayList<>();
    for (Figure figure : figures) {
      String name = "f" + calls.size();
      RelBuilder.AggCall call;
      if (figure.value == null) {
        call = builder.countStar(name);
      } else {
        RexNode value = figure.value.in(planning, builder);
        call =
            switch (figure.kind) {
              case MIN -> builder.min(name, value);
              case MAX -> builder.max(name, value);
              case DISTINCT -> builder.count(true, name, value);
              case COUNT, ROWS -> builder.count(false, name, value);
            };
      }
      calls.add(
          figure.condition == null ? call : call.filter(figure.condition.in(planning, builder)));
    }
    return builder.aggregate(builder.groupKey(), calls).build();
  }
}
