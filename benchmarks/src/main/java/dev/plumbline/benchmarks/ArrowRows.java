package dev.plumbline.benchmarks;

import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Touches the batches of a scan, in the same way whoever made them. */
final class ArrowRows {
  private long rows;
  private long checksum;

  void add(VectorSchemaRoot batch) {
    BigIntVector ids = (BigIntVector) batch.getVector(Workload.LONG_COLUMN);
    for (int row = 0; row < batch.getRowCount(); row++) {
      if (!ids.isNull(row)) {
        checksum += ids.get(row);
      }
    }
    rows += batch.getRowCount();
  }

  Answer answer() {
    return Answer.ofScan(rows, checksum);
  }

  /** Reads one batch of country, count, sum, least and greatest. */
  static void addGroups(VectorSchemaRoot batch, Answer.Groups groups) {
    VarCharVector country = (VarCharVector) batch.getVector(0);
    BigIntVector count = (BigIntVector) batch.getVector(1);
    Float8Vector sum = (Float8Vector) batch.getVector(2);
    Float8Vector least = (Float8Vector) batch.getVector(3);
    Float8Vector greatest = (Float8Vector) batch.getVector(4);
    for (int row = 0; row < batch.getRowCount(); row++) {
      groups.add(
          new String(country.get(row), StandardCharsets.UTF_8),
          count.get(row),
          sum.get(row),
          least.get(row),
          greatest.get(row));
    }
  }
}
