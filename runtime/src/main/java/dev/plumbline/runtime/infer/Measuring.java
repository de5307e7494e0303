package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableHandle;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/** Measures the columns of a table by one pass over its first rows. */
final class Measuring {
  static final int MOST_ROWS = 1_000_000;
  private static final long MOST_VALUES = 20_000_000;
  private static final int FEWEST_ROWS = 10_000;

  // No class of characters that needs a backslash: Spark's literals take those away.
  private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String OFFSET = "(Z|[+-][0-9]{2}(:?[0-9]{2})?)";
  private static final String CLOCK = "[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?";
  private static final String ISO = "^" + DAY + "([T ]" + CLOCK + OFFSET + "?)?$";
  private static final String ISO_OFFSET = "^" + DAY + "[T ]" + CLOCK + OFFSET + "$";
  private static final String NUMBER = "^ *[-+]?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)? *$";
  private static final String SENTENCE = "[^ ]+ +[^ ]+ +[^ ]+ +[^ ]";
  private static final String ADDRESS = "^(https?|s3a?|gs|abfss?|wasbs?|hdfs|file|ftp)://[^ ]+$";
  private static final String IMAGE =
      "[.]([jJ][pP][eE]?[gG]|[pP][nN][gG]|[gG][iI][fF]|[wW][eE][bB][pP]|[bB][mM][pP]|"
          + "[tT][iI][fF][fF]?|[sS][vV][gG])([?#].*)?$";

  private final QueryContext q;
  private final LocalEngine engine;
  private final int threads;

  Measuring(QueryContext q, LocalEngine engine, int threads) {
    this.q = q;
    this.engine = engine;
    this.threads = threads;
  }

  /** How many rows are looked at: fewer of a wide table, so that no table takes minutes. */
  static int rows(int columns) {
    long fitting = MOST_VALUES / Math.max(1, columns);
    return (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, fitting));
  }

  private static final class Builder {
    final List<String> items = new ArrayList<>();

    void item(String expression, String name) {
      items.add(expression + " as " + name);
    }
  }

  List<Figures> measure(PinnedTable table) {
    TableHandle handle = table.handle();
    List<Figures> all = new ArrayList<>();
    Builder selected = new Builder();
    for (Field field : handle.schema().getFields()) {
      Figures figures =
          new Figures(field, handle.traits().getOrDefault(FieldPath.of(field.getName()), Set.of()));
      figures.readable = TableGuess.isName(field.getName()) && isReadable(field);
      if (figures.readable) {
        select(selected, figures, all.size());
      }
      all.add(figures);
    }
    if (selected.items.isEmpty()) {
      return all;
    }
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(SelectedTable.of(table, selected.items));
    builder.limit(0, rows(all.size()));
    List<RelBuilder.AggCall> calls = new ArrayList<>();
    calls.add(builder.countStar("row_count"));
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).readable) {
        aggregate(builder, calls, all.get(i), i);
      }
    }
    PhysicalPlan plan =
        planning.finish(q, builder.aggregate(builder.groupKey(), calls).build(), threads);
    try (BatchReader reader = engine.run(q, plan.query());
        VectorSchemaRoot row =
            reader
                .next()
                .orElseThrow(
                    () ->
                        new ConnectorException(
                            StandardErrorCode.INTERNAL, "an aggregate gave no row"))) {
      for (int i = 0; i < all.size(); i++) {
        take(row, all.get(i), i);
      }
    }
    return all;
  }

  private static boolean isReadable(Field field) {
    try {
      PlanTypes.type(field);
      return true;
    } catch (ConnectorException e) {
      // The other columns are none the worse for it; the proposal says that this one is left out.
      return false;
    }
  }

  private static void select(Builder selected, Figures figures, int i) {
    String column = "`" + figures.name().replace("`", "``") + "`";
    selected.item(column, "c" + i);
    if (figures.isText()) {
      selected.item("cast(char_length(" + column + ") as double)", "l" + i);
      matching(selected, column, ISO, "iso" + i);
      matching(selected, column, ISO_OFFSET, "off" + i);
      matching(selected, column, NUMBER, "num" + i);
      matching(selected, column, SENTENCE, "sen" + i);
      matching(selected, column, ADDRESS, "adr" + i);
      matching(selected, column, IMAGE, "img" + i);
    } else if (figures.isList()) {
      selected.item("array_size(" + column + ")", "l" + i);
    }
  }

  private static void matching(Builder selected, String column, String pattern, String name) {
    selected.item("case when " + column + " rlike '" + pattern + "' then 1 end", name);
  }

  private static void aggregate(
      RelBuilder builder, List<RelBuilder.AggCall> calls, Figures figures, int i) {
    calls.add(builder.count(false, "n" + i, builder.field("c" + i)));
    if (figures.isText() || figures.isNumber() || figures.isTime() || figures.isBoolean()) {
      calls.add(builder.count(true, "d" + i, builder.field("c" + i)));
    }
    if (figures.isNumber() || figures.isTime()) {
      calls.add(builder.min("min" + i, builder.field("c" + i)));
      calls.add(builder.max("max" + i, builder.field("c" + i)));
    }
    if (figures.isText()) {
      calls.add(builder.avg(false, "avg" + i, builder.field("l" + i)));
      for (String part : List.of("iso", "off", "num", "sen", "adr", "img")) {
        calls.add(builder.count(false, part + "n" + i, builder.field(part + i)));
      }
    } else if (figures.isList()) {
      calls.add(builder.min("min" + i, builder.field("l" + i)));
      calls.add(builder.max("max" + i, builder.field("l" + i)));
    }
  }

  private static void take(VectorSchemaRoot row, Figures figures, int i) {
    figures.rows = count(row, "row_count");
    if (!figures.readable) {
      return;
    }
    figures.present = count(row, "n" + i);
    if (row.getVector("d" + i) != null) {
      figures.distinct = OptionalLong.of(count(row, "d" + i));
    }
    FieldVector least = row.getVector("min" + i);
    FieldVector greatest = row.getVector("max" + i);
    if (figures.isNumber()) {
      figures.least = number(least);
      figures.greatest = number(greatest);
    } else if (figures.isTime()) {
      figures.first = time(least);
      figures.last = time(greatest);
    } else if (figures.isList()) {
      figures.shortest = whole(least);
      figures.longest = whole(greatest);
    } else if (figures.isText()) {
      figures.averageLength =
          number(row.getVector("avg" + i)).map(BigDecimal::doubleValue).orElse(0.0);
      figures.iso = count(row, "ison" + i);
      figures.isoWithOffset = count(row, "offn" + i);
      figures.numbers = count(row, "numn" + i);
      figures.sentences = count(row, "senn" + i);
      figures.addresses = count(row, "adrn" + i);
      figures.imageNames = count(row, "imgn" + i);
    }
  }

  private static long count(VectorSchemaRoot row, String name) {
    return whole(row.getVector(name)).orElse(0);
  }

  private static OptionalLong whole(@Nullable FieldVector vector) {
    return number(vector).map(n -> OptionalLong.of(n.longValue())).orElse(OptionalLong.empty());
  }

  private static Optional<BigDecimal> number(@Nullable FieldVector vector) {
    Object value = vector == null || vector.isNull(0) ? null : vector.getObject(0);
    if (value instanceof BigDecimal decimal) {
      return Optional.of(decimal);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? Optional.of(new BigDecimal(value.toString()))
          : Optional.empty();
    }
    return value instanceof Number
        ? Optional.of(new BigDecimal(value.toString()))
        : Optional.empty();
  }

  private static Optional<LocalDateTime> time(@Nullable FieldVector vector) {
    if (vector == null || vector.isNull(0)) {
      return Optional.empty();
    }
    if (vector instanceof DateDayVector dates) {
      return Optional.of(LocalDate.ofEpochDay(dates.get(0)).atStartOfDay());
    }
    long micros = ((TimeStampVector) vector).get(0);
    return Optional.of(
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1_000,
            ZoneOffset.UTC));
  }
}
