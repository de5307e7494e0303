package dev.plumbline.connector.delta;

import dev.plumbline.spi.Bound;
import dev.plumbline.spi.ColumnStatistics;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Tightness;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the log says of one file, for one thread. */
final class FileFacts {
  private final DeltaTable table;
  private final LogFile file;
  private final OptionalLong rows;
  private @Nullable List<Literal> partitionValues;
  private @Nullable FileStatistics statistics;

  FileFacts(DeltaTable table, LogFile file) {
    this.table = table;
    this.file = file;
    this.rows = file.rows();
  }

  LogFile file() {
    return file;
  }

  /** The rows stored, deleted ones included. */
  OptionalLong rows() {
    return rows;
  }

  /** The rows that count. */
  OptionalLong liveRows() {
    return rows.isPresent() && rows.getAsLong() >= file.deletedRows()
        ? OptionalLong.of(rows.getAsLong() - file.deletedRows())
        : OptionalLong.empty();
  }

  Optional<DeltaTable.Leaf> leaf(FieldPath column) {
    return table.leaf(column);
  }

  List<Literal> partitionValues() {
    List<Literal> values = partitionValues;
    if (values == null) {
      values = table.partitionValues(file);
      partitionValues = values;
    }
    return values;
  }

  private FileStatistics statistics() {
    FileStatistics read = statistics;
    if (read == null) {
      read = FileStatistics.of(file);
      statistics = read;
    }
    return read;
  }

  boolean isNeverNull(DeltaTable.Leaf leaf) {
    OptionalLong nulls = statistics().nulls(leaf.physical());
    return nulls.isPresent() && nulls.getAsLong() == 0;
  }

  boolean isAlwaysNull(DeltaTable.Leaf leaf) {
    OptionalLong nulls = statistics().nulls(leaf.physical());
    return nulls.isPresent() && rows.isPresent() && nulls.getAsLong() == rows.getAsLong();
  }

  Optional<Literal> min(DeltaTable.Leaf leaf) {
    return leaf.binary()
        ? statistics().min(leaf.physical(), leaf.type()).map(Bound::value)
        : Optional.empty();
  }

  Optional<Literal> max(DeltaTable.Leaf leaf) {
    return leaf.binary()
        ? statistics().max(leaf.physical(), leaf.type()).map(Bound::value)
        : Optional.empty();
  }

  /** What is known of a column, for the runtime. */
  Optional<ColumnStatistics> of(FieldPath column) {
    return leaf(column)
        .map(leaf -> leaf.isPartition() ? ofPartition(column, leaf) : ofData(column, leaf));
  }

  private ColumnStatistics ofPartition(FieldPath column, DeltaTable.Leaf leaf) {
    ColumnStatistics.Builder known = ColumnStatistics.builder(column);
    Literal value = partitionValues().get(leaf.partition());
    if (value.isNull()) {
      if (rows.isPresent() && file.deletionVector().isEmpty()) {
        known.nulls(rows.getAsLong());
      }
      return known.build();
    }
    OptionalLong live = liveRows();
    Tightness tightness =
        live.isPresent() && live.getAsLong() > 0 ? Tightness.EXACT : Tightness.OUTER;
    return known.nulls(0).min(new Bound(value, tightness)).max(new Bound(value, tightness)).build();
  }

  private ColumnStatistics ofData(FieldPath column, DeltaTable.Leaf leaf) {
    ColumnStatistics.Builder known = ColumnStatistics.builder(column);
    OptionalLong nulls = statistics().nulls(leaf.physical());
    // Deleted rows count among the stored ones, so that only zero says something of the others.
    if (nulls.isPresent() && (statistics().isTight() || nulls.getAsLong() == 0)) {
      known.nulls(nulls.getAsLong());
    }
    if (leaf.binary()) {
      statistics().min(leaf.physical(), leaf.type()).ifPresent(known::min);
      statistics().max(leaf.physical(), leaf.type()).ifPresent(known::max);
    }
    return known.build();
  }
}
