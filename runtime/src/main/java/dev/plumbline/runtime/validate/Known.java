package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.runtime.plan.TableFacts;
import dev.plumbline.spi.Bound;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Tightness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the source's statistics say of a dataset, asked for once. */
final class Known {
  static final Basis EXACT = new Basis(Basis.Kind.STATISTICS, 0);
  static final Basis OUTER = new Basis(Basis.Kind.BOUNDED, 0);

  private final OptionalLong rows;
  private final Map<String, TableFacts.ColumnFacts> columns;

  private Known(OptionalLong rows, Map<String, TableFacts.ColumnFacts> columns) {
    this.rows = rows;
    this.columns = columns;
  }

  static Known nothing() {
    return new Known(OptionalLong.empty(), Map.of());
  }

  static Known of(QueryContext q, SelectedTable table, List<CheckedColumn> columns) {
    List<String> names = columns.stream().map(CheckedColumn::column).distinct().toList();
    return Planning.facts(q, table, names)
        .map(facts -> new Known(facts.rows(), facts.columns()))
        .orElseGet(Known::nothing);
  }

  OptionalLong rows() {
    return rows;
  }

  OptionalLong nulls(CheckedColumn column) {
    if (column.kind().equals(CheckedColumn.VOID)) {
      return rows;
    }
    TableFacts.ColumnFacts facts = columns.get(column.column());
    return facts == null || rows.isEmpty() ? OptionalLong.empty() : facts.nulls();
  }

  /** How many rows have a value. */
  OptionalLong present(CheckedColumn column) {
    OptionalLong nulls = nulls(column);
    return nulls.isPresent()
        ? OptionalLong.of(rows.orElseThrow() - nulls.getAsLong())
        : OptionalLong.empty();
  }

  /** Whether it is known that no row has a value. */
  boolean isEmpty(CheckedColumn column) {
    OptionalLong present = present(column);
    return (present.isPresent() && present.getAsLong() == 0)
        || (rows.isPresent() && rows.getAsLong() == 0);
  }

  Optional<Bound> min(CheckedColumn column) {
    return Optional.ofNullable(columns.get(column.column())).flatMap(TableFacts.ColumnFacts::min);
  }

  Optional<Bound> max(CheckedColumn column) {
    return Optional.ofNullable(columns.get(column.column())).flatMap(TableFacts.ColumnFacts::max);
  }

  /** The value of a bound that some row has. */
  static Optional<Object> exact(Optional<Bound> bound) {
    return bound
        .filter(b -> b.tightness() == Tightness.EXACT)
        .flatMap(b -> Optional.ofNullable(b.value().value()));
  }

  /** The value of a bound that no row passes. */
  static Optional<Object> outer(Optional<Bound> bound) {
    return bound.flatMap(b -> Optional.ofNullable(b.value().value()));
  }

  static Basis basis(Bound... bounds) {
    for (Bound bound : bounds) {
      if (bound.tightness() != Tightness.EXACT) {
        return OUTER;
      }
    }
    return EXACT;
  }
}
