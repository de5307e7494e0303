package dev.plumbline.benchmarks;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.data.CloseableIterator;
import io.delta.standalone.data.RowRecord;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Delta Standalone's row iterator, which reads every column whatever is asked of it. */
final class StandalonePeer implements Peer {
  private final String folder;

  StandalonePeer(BenchmarkTable table) {
    this.folder = table.folder().toString();
  }

  @Override
  public Answer run(Workload workload) throws IOException {
    try (CloseableIterator<RowRecord> rows =
        DeltaLog.forTable(new Configuration(), folder).snapshot().open()) {
      return switch (workload) {
        case SCAN -> scan(rows);
        case GROUP_BY -> groupBy(rows);
        case FILTERED_COUNT -> filteredCount(rows);
        default -> throw workload.unknown();
      };
    }
  }

  private static Answer scan(CloseableIterator<RowRecord> rows) {
    long count = 0;
    long checksum = 0;
    while (rows.hasNext()) {
      checksum += rows.next().getLong(Workload.LONG_COLUMN);
      count++;
    }
    return Answer.ofScan(count, checksum);
  }

  private static Answer groupBy(CloseableIterator<RowRecord> rows) {
    Answer.Groups groups = new Answer.Groups();
    while (rows.hasNext()) {
      RowRecord row = rows.next();
      groups.add(row.getString(Workload.TEXT_COLUMN), row.getDouble(Workload.DOUBLE_COLUMN));
    }
    return groups.answer();
  }

  private static Answer filteredCount(CloseableIterator<RowRecord> rows) {
    long count = 0;
    while (rows.hasNext()) {
      RowRecord row = rows.next();
      if (row.getDouble(Workload.DOUBLE_COLUMN) > Workload.AMOUNT_ABOVE
          && row.getString(Workload.TEXT_COLUMN).equals(Workload.COUNTRY)) {
        count++;
      }
    }
    return Answer.ofCount(count);
  }

  @Override
  public void close() {}
}
