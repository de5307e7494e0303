package dev.plumbline.runtime.engine;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.QueryContext;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A named input of a statement.
 *
 * @param name the table name under which the statement reads it, lower-case letters, digits and
 *     underscores
 * @param schema its columns
 * @param rows where they come from
 * @since 0.1.0
 */
public record EngineInput(String name, Schema schema, Rows rows) {
  /**
   * Opens the rows of an input, once for each run: planning starts nothing in a source, opening
   * does.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Rows {
    /**
     * Starts what gives the rows.
     *
     * @param q the query
     * @param inputs the inputs that come before this one, already open
     * @return the rows; the engine closes them when the run ends
     */
    Opened open(QueryContext q, OpenInputs inputs);
  }

  /**
   * The inputs that were opened before.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface OpenInputs {
    /**
     * Reads an input that the statement reads too; the engine holds its rows in memory, so that
     * the source is asked once.
     *
     * @param name its name
     * @return its rows; the caller closes the reader
     */
    BatchReader read(String name);
  }

  /**
   * Rows that can be read.
   *
   * @param schema the columns that the parts have; others than the input's are an error
   * @param parts their parts, of files, of batches, or both; none means no rows
   * @param reader reads the parts; safe to call from several threads
   * @param release ends what gives the rows; called once
   * @since 0.1.0
   */
  public record Opened(
      Schema schema, List<Part> parts, PartReader reader, Runnable release) {
    /** Copies the parts. */
    public Opened {
      Objects.requireNonNull(schema, "schema");
      parts = List.copyOf(parts);
      Objects.requireNonNull(reader, "reader");
      Objects.requireNonNull(release, "release");
    }
  }

  /** Checks that nothing is absent. */
  public EngineInput {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(rows, "rows");
  }

  /**
   * Makes an input of parts that are known when planning.
   *
   * @param name its name
   * @param schema its columns, equal to the scan's
   * @param parts its parts
   * @param reader reads the parts
   */
  public EngineInput(String name, Schema schema, List<Part> parts, PartReader reader) {
    this(name, schema, known(new Opened(schema, parts, reader, () -> {})));
  }

  private static Rows known(Opened opened) {
    return (q, inputs) -> opened;
  }
}
