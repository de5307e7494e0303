package dev.plumbline.runtime;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A read that was planned and may be run, also later and several times. It holds no connection.
 *
 * <p>The state of the source that was planned with is read as long as the source still has it.
 * Where it does not, the read is planned again, and {@link ReadStamp#replanned()} says so; a mapped
 * column that has gone or has another type since is refused with {@code SCHEMA_CHANGED}, and never
 * read as what it is not.
 *
 * @since 0.1.0
 */
public final class PreparedRead {
  private final Reads reads;
  private final ReadRequest request;
  private final Reads.Expected expected;
  private final PlanReport report;
  private final Schema schema;
  private final ReadStamp stamp;

  PreparedRead(Reads reads, ReadRequest request, PlannedRead planned) {
    this.reads = Objects.requireNonNull(reads, "reads");
    this.request = Objects.requireNonNull(request, "request");
    this.expected = Reads.Expected.of(planned);
    this.report = planned.report();
    this.schema = planned.schema();
    this.stamp = planned.stamp();
  }

  /** {@return what the read will do} */
  public PlanReport report() {
    return report;
  }

  /** {@return the columns that it will give} */
  public Schema schema() {
    return schema;
  }

  /** {@return the state that it was planned with; without a row count} */
  public ReadStamp stamp() {
    return stamp;
  }

  /**
   * Reads the rows.
   *
   * @return the rows; the caller closes the stream
   * @throws dev.plumbline.spi.ConnectorException with {@code SCHEMA_CHANGED} if a column that
   *     matters is another one now
   */
  public RowStream read() {
    return reads.read(request, Optional.of(expected));
  }

  /**
   * Reads the rows into a Parquet file. The file appears when it is complete, or not at all.
   *
   * @param file the file to write; replaced if it is there
   * @return where the rows come from, and how many they are
   * @throws dev.plumbline.spi.ConnectorException as {@link #read()} does
   */
  public ReadStamp export(Path file) {
    try (RowStream rows = read()) {
      return reads.export(rows, file);
    }
  }
}
