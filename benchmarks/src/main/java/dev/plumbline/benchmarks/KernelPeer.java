package dev.plumbline.benchmarks;

import io.delta.kernel.Scan;
import io.delta.kernel.ScanBuilder;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Delta Kernel with its default engine, column by column. */
final class KernelPeer implements Peer {
  private static final Predicate FILTER =
      new And(
          new Predicate(
              ">", new Column(Workload.DOUBLE_COLUMN), Literal.ofDouble(Workload.AMOUNT_ABOVE)),
          new Predicate("=", new Column(Workload.TEXT_COLUMN), Literal.ofString(Workload.COUNTRY)));

  private final Engine engine = DefaultEngine.create(new Configuration());
  private final String folder;

  KernelPeer(BenchmarkTable table) {
    this.folder = table.folder().toString();
  }

  @Override
  public Answer run(Workload workload) throws IOException {
    return switch (workload) {
      case SCAN -> {
        Sum sum = new Sum();
        read(
            List.of(Workload.LONG_COLUMN, Workload.TEXT_COLUMN, Workload.DOUBLE_COLUMN),
            Optional.empty(),
            sum);
        yield Answer.ofScan(sum.rows, sum.checksum);
      }
      case GROUP_BY -> {
        Answer.Groups groups = new Answer.Groups();
        read(
            List.of(Workload.TEXT_COLUMN, Workload.DOUBLE_COLUMN),
            Optional.empty(),
            (columns, row) -> groups.add(columns[0].getString(row), columns[1].getDouble(row)));
        yield groups.answer();
      }
      case FILTERED_COUNT -> {
        Matches matches = new Matches();
        read(List.of(Workload.TEXT_COLUMN, Workload.DOUBLE_COLUMN), Optional.of(FILTER), matches);
        yield Answer.ofCount(matches.count);
      }
      default -> throw workload.unknown();
    };
  }

  private interface Rows {
    void add(ColumnVector[] columns, int row);
  }

  private static final class Sum implements Rows {
    private long rows;
    private long checksum;

    @Override
    public void add(ColumnVector[] columns, int row) {
      rows++;
      checksum += columns[0].getLong(row);
    }
  }

  /** Kernel leaves conditions on data columns to whoever reads the rows. */
  private static final class Matches implements Rows {
    private long count;

    @Override
    public void add(ColumnVector[] columns, int row) {
      if (columns[1].getDouble(row) > Workload.AMOUNT_ABOVE
          && columns[0].getString(row).equals(Workload.COUNTRY)) {
        count++;
      }
    }
  }

  private void read(List<String> columns, Optional<Predicate> filter, Rows rows)
      throws IOException {
    Snapshot snapshot = TableManager.loadSnapshot(folder).build(engine);
    List<StructField> fields = columns.stream().map(snapshot.getSchema()::get).toList();
    ScanBuilder builder = snapshot.getScanBuilder().withReadSchema(new StructType(fields));
    if (filter.isPresent()) {
      builder = builder.withFilter(filter.get());
    }
    Scan scan = builder.build();
    Row state = scan.getScanState(engine);
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> files = batches.next().getRows()) {
          while (files.hasNext()) {
            readFile(state, files.next(), filter, rows);
          }
        }
      }
    }
  }

  private void readFile(Row state, Row file, Optional<Predicate> filter, Rows rows)
      throws IOException {
    CloseableIterator<FileReadResult> physical =
        engine
            .getParquetHandler()
            .readParquetFiles(
                Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                ScanStateRow.getPhysicalDataReadSchema(state),
                filter);
    try (CloseableIterator<FilteredColumnarBatch> logical =
        Scan.transformPhysicalData(engine, state, file, physical.map(FileReadResult::getData))) {
      while (logical.hasNext()) {
        addRows(logical.next(), rows);
      }
    }
  }

  private static void addRows(FilteredColumnarBatch filtered, Rows rows) {
    ColumnarBatch batch = filtered.getData();
    ColumnVector[] columns = new ColumnVector[batch.getSchema().length()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.getColumnVector(i);
    }
    Optional<ColumnVector> selected = filtered.getSelectionVector();
    for (int row = 0; row < batch.getSize(); row++) {
      if (selected.isEmpty() || (!selected.get().isNullAt(row) && selected.get().getBoolean(row))) {
        rows.add(columns, row);
      }
    }
  }

  @Override
  public void close() {}
}
