package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The one pass over the rows of a dataset. Checks say beforehand which figures they need and are
 * called back when these are known.
 */
final class Pass {
  static final String NEEDS_SCAN = "needs a scan";
  static final String FAILED_BEFORE = "something before it failed";
  static final String NOT_COMPUTED = "the source does not compute it as it is done here";

  private final CheckedDataset dataset;
  private final Known known;
  private final Queries queries;
  private final ValidationRequest.Depth depth;
  private final ProgressListener progress;
  private final Measures measures = new Measures();
  private final Figure rows;
  private final List<Pending> pending = new ArrayList<>();
  private Basis basis = Basis.NONE;
  private boolean ran;
  private boolean broken;

  /** A check that is decided later, with or without figures of the pass. */
  private record Pending(Verdict verdict, boolean scanned, Runnable decide) {}

  Pass(
      CheckedDataset dataset,
      Known known,
      Queries queries,
      ValidationRequest.Depth depth,
      ProgressListener progress) {
    this.dataset = dataset;
    this.known = known;
    this.queries = queries;
    this.depth = depth;
    this.progress = progress;
    this.rows = measures.rows();
  }

  Measures measures() {
    return measures;
  }

  boolean mayScan() {
    return depth == ValidationRequest.Depth.SCAN && !broken;
  }

  /** Decides a check when the figures are known that it asked for. */
  void scan(Verdict verdict, Runnable decide) {
    pending.add(new Pending(verdict, true, decide));
  }

  /** Decides a check of what is known already, when its examples may be looked for. */
  void later(Verdict verdict, Runnable decide) {
    pending.add(new Pending(verdict, false, decide));
  }

  /** What figures of the pass were decided from. */
  Basis basis() {
    return basis;
  }

  OptionalLong rows() {
    return known.rows().isPresent()
        ? known.rows()
        : ran ? OptionalLong.of(rows.count()) : OptionalLong.empty();
  }

  /** Asks for the number of rows without a value, unless it is known. */
  void askNulls(CheckedColumn column) {
    if (known.nulls(column).isEmpty() && !column.kind().equals(CheckedColumn.VOID)) {
      measures.present(column).dispensable = false;
    }
  }

  OptionalLong nulls(CheckedColumn column) {
    if (known.nulls(column).isPresent() || !ran) {
      return known.nulls(column);
    }
    if (column.kind().equals(CheckedColumn.VOID)) {
      return rows();
    }
    Figure present = measures.present(column);
    return present.isKnown()
        ? OptionalLong.of(rows.count() - present.count())
        : OptionalLong.empty();
  }

  /** From what the number of rows without a value is known. */
  Basis nullsBasis(CheckedColumn column) {
    return known.nulls(column).isPresent() ? Known.EXACT : basis;
  }

  long nullsFound(CheckedColumn column) {
    return nulls(column).orElseThrow();
  }

  long rowsFound() {
    return rows().orElseThrow();
  }

  private boolean isNeeded() {
    return mayScan()
        && (known.rows().isEmpty()
            || measures.all().size() > 1
            || pending.stream().anyMatch(Pending::scanned));
  }

  /** Makes the pass, if any check needs it, and decides all checks that waited for it. */
  void run(Examples examples, Optional<ConnectorException> before) {
    ConnectorException failure = before.orElse(null);
    if (failure == null && isNeeded()) {
      try {
        scan();
      } catch (ConnectorException e) {
        failure = e;
      }
    }
    broken = failure != null;
    for (Pending one : pending) {
      if (!mayScan()) {
        examples.stop();
      }
      if (one.scanned() && !mayScan()) {
        one.verdict().skipped(broken ? FAILED_BEFORE : needs());
        continue;
      }
      try {
        one.decide().run();
      } catch (ConnectorException e) {
        failure = failure == null ? e : failure;
        broken = true;
        one.verdict().skipped(FAILED_BEFORE);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private String needs() {
    return depth == ValidationRequest.Depth.SCHEMA ? "needs more than the columns" : NEEDS_SCAN;
  }

  private void scan() {
    List<Figure> figures = measures.all();
    Planning planning = Planning.start();
    PhysicalPlan plan = queries.plan(planning, Measures.tree(planning, dataset.table(), figures));
    if (figures.size() > 1
        && dataset.table().table().session().sql().isPresent()
        && !plan.residual().isEmpty()) {
      apart(figures);
    } else {
      take(figures, plan);
    }
    ran = true;
    if (known.rows().isPresent() && known.rows().getAsLong() != rows.count()) {
      throw Contradiction.of(
          dataset,
          String.format(
              Locale.ROOT,
              "the source's statistics say %,d rows, its files have %,d",
              known.rows().getAsLong(),
              rows.count()));
    }
  }

  /** Asks a source for the figures that it computes; only for the others it has to send rows. */
  private void apart(List<Figure> figures) {
    List<Figure> taken = new ArrayList<>();
    List<Figure> left = new ArrayList<>();
    for (Figure figure : figures) {
      Planning planning = Planning.start();
      PhysicalPlan alone =
          queries.plan(planning, Measures.tree(planning, dataset.table(), List.of(figure)));
      if (alone.residual().isEmpty()) {
        taken.add(figure);
      } else if (!figure.dispensable) {
        left.add(figure);
      }
    }
    for (List<Figure> group : List.of(taken, left)) {
      if (!group.isEmpty()) {
        Planning planning = Planning.start();
        take(group, queries.plan(planning, Measures.tree(planning, dataset.table(), group)));
      }
    }
  }

  private void take(List<Figure> figures, PhysicalPlan plan) {
    long files = plan.stages().stream().mapToLong(s -> Queries.known(s.files())).sum();
    int columns = plan.stages().stream().mapToInt(s -> s.columns().size()).sum();
    progress.step(
        dataset.config().name(),
        files > 0
            ? String.format(Locale.ROOT, "scanning %d columns of %,d files", columns, files)
            : String.format(Locale.ROOT, "finding %d figures", figures.size()));
    boolean metadata = plan.stages().stream().allMatch(s -> s.access().equals("metadata"));
    if (!metadata || basis.kind() == Basis.Kind.NONE) {
      long bytes = basis.bytes() + Queries.bytes(plan);
      basis = new Basis(metadata ? Basis.Kind.STATISTICS : Basis.Kind.SCAN, metadata ? 0 : bytes);
    }
    List<@Nullable Object[]> found = queries.rows(plan);
    if (found.size() != 1) {
      throw new ConnectorException(
          StandardErrorCode.INTERNAL, "an aggregate gave " + found.size() + " rows");
    }
    @Nullable Object[] values = Objects.requireNonNull(found.get(0));
    for (int i = 0; i < values.length; i++) {
      figures.get(i).set(values[i]);
    }
  }
}
