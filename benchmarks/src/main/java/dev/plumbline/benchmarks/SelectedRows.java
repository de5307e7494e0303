package dev.plumbline.benchmarks;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Adds up what was selected, in the same way whoever made it. */
final class SelectedRows {
  /** Totals are whole 64ths. */
  private static final double PARTS = 64;

  private long rows;
  private long checksum;

  void add(VectorSchemaRoot batch) {
    BigIntVector ids = (BigIntVector) batch.getVector(Workload.LONG_COLUMN);
    Float8Vector totals = (Float8Vector) batch.getVector("total");
    VarCharVector notes = (VarCharVector) batch.getVector("note");
    VarCharVector countries = (VarCharVector) batch.getVector(Workload.TEXT_COLUMN);
    for (int row = 0; row < batch.getRowCount(); row++) {
      checksum +=
          ids.get(row)
              + (long) (totals.get(row) * PARTS)
              + notes.getValueLength(row)
              + countries.getValueLength(row);
    }
    rows += batch.getRowCount();
  }

  Answer answer() {
    return Answer.ofScan(rows, checksum);
  }
}
