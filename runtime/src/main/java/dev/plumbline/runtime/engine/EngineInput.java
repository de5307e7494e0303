package dev.plumbline.runtime.engine;

import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A named input of a statement: the parts of one scan.
 *
 * @param name the table name under which the statement reads it, lower-case letters, digits and
 *     underscores
 * @param schema its columns, equal to the scan's
 * @param parts its parts, of files, of batches, or both; none means no rows
 * @param reader reads the parts; safe to call from several threads
 * @since 0.1.0
 */
public record EngineInput(String name, Schema schema, List<Part> parts, PartReader reader) {
  /** Copies the parts. */
  public EngineInput {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(schema, "schema");
    parts = List.copyOf(parts);
    Objects.requireNonNull(reader, "reader");
  }
}
