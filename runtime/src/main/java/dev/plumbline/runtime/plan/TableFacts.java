package dev.plumbline.runtime.plan;

import dev.plumbline.spi.Binding;
import dev.plumbline.spi.Bound;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ColumnStatistics;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.Deletes;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Origin;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Tightness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the files of a scan say of it without being read, folded over all files.
 *
 * @param rows how many rows there are, if every file says
 * @param files how many files
 * @param bytes how many bytes they have
 * @param columns what is known of each column asked for
 * @since 0.1.0
 */
public record TableFacts(
    OptionalLong rows, long files, long bytes, Map<String, ColumnFacts> columns) {
  /**
   * What is known of one column.
   *
   * @param nulls in how many rows it is NULL, if every file says
   * @param min a lower bound; empty if a file with values has none
   * @param max an upper bound; empty if a file with values has none
   * @since 0.1.0
   */
  public record ColumnFacts(OptionalLong nulls, Optional<Bound> min, Optional<Bound> max) {
    /** Checks that nothing is absent. */
    public ColumnFacts {
      Objects.requireNonNull(nulls, "nulls");
      Objects.requireNonNull(min, "min");
      Objects.requireNonNull(max, "max");
    }
  }

  /** Copies the columns. */
  public TableFacts {
    columns = Map.copyOf(columns);
  }

  /**
   * Folds the statistics of files.
   *
   * @param q the query
   * @param parts the parts of a scan
   * @param reader lists their files
   * @param columns the columns wanted
   * @return the facts; empty if a part is not files
   */
  static Optional<TableFacts> of(
      QueryContext q, List<Part> parts, PartReader reader, Collection<String> columns) {
    Map<String, Fold> folds = new LinkedHashMap<>();
    columns.forEach(c -> folds.put(c, new Fold()));
    long rows = 0;
    boolean rowsKnown = true;
    long files = 0;
    long bytes = 0;
    for (Part part : parts) {
      if (!(part instanceof Part.Files filesPart)) {
        return Optional.empty();
      }
      Map<String, Integer> constants = constants(filesPart.layout().columns());
      try (CloseableIterator<DataFile> iterator = reader.files(q, filesPart)) {
        while (iterator.hasNext()) {
          DataFile file = iterator.next();
          files++;
          bytes += file.ref().size();
          OptionalLong live = liveRows(file);
          rowsKnown &= live.isPresent();
          rows += live.orElse(0);
          folds.forEach((column, fold) -> fold.add(column, file, live, constants));
        }
      }
    }
    Map<String, ColumnFacts> facts = new LinkedHashMap<>();
    folds.forEach((column, fold) -> facts.put(column, fold.result()));
    return Optional.of(
        new TableFacts(
            rowsKnown ? OptionalLong.of(rows) : OptionalLong.empty(), files, bytes, facts));
  }

  private static Map<String, Integer> constants(List<Binding> bindings) {
    Map<String, Integer> constants = new LinkedHashMap<>();
    for (Binding binding : bindings) {
      if (binding.origin() instanceof Origin.PerFile perFile) {
        constants.put(binding.logical().getName(), perFile.valueIndex());
      }
    }
    return constants;
  }

  private static OptionalLong liveRows(DataFile file) {
    if (file.deletes().isEmpty() || file.rows().isEmpty()) {
      return file.rows();
    }
    return file.deletes().get() instanceof Deletes.Positions positions
        ? OptionalLong.of(file.rows().getAsLong() - positions.count())
        : OptionalLong.empty();
  }

  /**
   * Compares two values of one type as the planner's semantics do: text and binary by unsigned
   * bytes.
   *
   * @param a a literal that is not NULL
   * @param b another of the same type
   * @return below, at or above zero
   */
  static int compare(Literal a, Literal b) {
    Object left = Objects.requireNonNull(a.value(), "value");
    Object right = Objects.requireNonNull(b.value(), "value");
    if (left instanceof String text) {
      return Arrays.compareUnsigned(
          text.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
    }
    if (left instanceof ByteBuffer bytes) {
      return Arrays.compareUnsigned(array(bytes), array((ByteBuffer) right));
    }
    @SuppressWarnings("unchecked") // literals of one type hold values of one comparable class
    Comparable<Object> comparable = (Comparable<Object>) left;
    return comparable.compareTo(right);
  }

  private static byte[] array(ByteBuffer buffer) {
    ByteBuffer copy = buffer.duplicate();
    byte[] bytes = new byte[copy.remaining()];
    copy.get(bytes);
    return bytes;
  }

  private static final class Fold {
    private long nulls;
    private boolean nullsKnown = true;
    private Optional<Bound> min = Optional.empty();
    private Optional<Bound> max = Optional.empty();
    private boolean minKnown = true;
    private boolean maxKnown = true;

    void add(String column, DataFile file, OptionalLong live, Map<String, Integer> constants) {
      if (live.isPresent() && live.getAsLong() == 0) {
        return;
      }
      Integer constant = constants.get(column);
      if (constant != null) {
        addConstant(file.values().get(constant), live);
        return;
      }
      ColumnStatistics statistics =
          file.statistics().stream()
              .filter(s -> s.column().equals(FieldPath.of(column)))
              .findFirst()
              .orElse(null);
      if (statistics == null) {
        nullsKnown = false;
        minKnown = false;
        maxKnown = false;
        return;
      }
      boolean deletes = file.deletes().isPresent();
      nullsKnown &= statistics.nulls().isPresent() && !deletes;
      nulls += statistics.nulls().orElse(0);
      boolean allNull =
          live.isPresent()
              && statistics.nulls().isPresent()
              && !deletes
              && statistics.nulls().getAsLong() == live.getAsLong();
      if (!allNull) {
        addMin(statistics.min().map(b -> outerIf(deletes, b)));
        addMax(statistics.max().map(b -> outerIf(deletes, b)));
      }
    }

    private static Bound outerIf(boolean deletes, Bound bound) {
      return deletes ? new Bound(bound.value(), Tightness.OUTER) : bound;
    }

    private void addConstant(Literal value, OptionalLong live) {
      if (value.isNull()) {
        nullsKnown &= live.isPresent();
        nulls += live.orElse(0);
        return;
      }
      // A file that does not say how many rows it has may have none.
      Tightness tightness = live.isPresent() ? Tightness.EXACT : Tightness.OUTER;
      addMin(Optional.of(new Bound(value, tightness)));
      addMax(Optional.of(new Bound(value, tightness)));
    }

    private void addMin(Optional<Bound> bound) {
      minKnown &= bound.isPresent();
      min = bound.isEmpty() ? min : Optional.of(tighter(min, bound.get(), -1));
    }

    private void addMax(Optional<Bound> bound) {
      maxKnown &= bound.isPresent();
      max = bound.isEmpty() ? max : Optional.of(tighter(max, bound.get(), 1));
    }

    private static Bound tighter(Optional<Bound> known, Bound added, int sign) {
      if (known.isEmpty()) {
        return added;
      }
      int order = compare(added.value(), known.get().value()) * sign;
      if (order == 0) {
        return known.get().tightness() == Tightness.EXACT ? known.get() : added;
      }
      return order > 0 ? added : known.get();
    }

    ColumnFacts result() {
      return new ColumnFacts(
          nullsKnown ? OptionalLong.of(nulls) : OptionalLong.empty(),
          minKnown ? min : Optional.empty(),
          maxKnown ? max : Optional.empty());
    }
  }
}
