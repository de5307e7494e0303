package dev.plumbline.runtime.engine;

import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * One statement for an engine, in the engine's own SQL, over named inputs.
 *
 * @param inputs what it reads
 * @param sql one SELECT
 * @param schema the columns that must come out, names and Arrow types; anything else is an error
 * @param distribution whether shares of the input may be run apart
 * @since 0.1.0
 */
public record EngineQuery(
    List<EngineInput> inputs, String sql, Schema schema, Distribution distribution) {
  /**
   * Whether a statement may be run over shares of its input.
   *
   * @since 0.1.0
   */
  public enum Distribution {
    /** Each row out depends on one row of the only input; shares run apart, in any order. */
    ROWWISE,
    /** The statement sees its whole input at once. */
    WHOLE
  }

  /** Copies the inputs. */
  public EngineQuery {
    inputs = List.copyOf(inputs);
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(distribution, "distribution");
    if (distribution == Distribution.ROWWISE && inputs.size() != 1) {
      throw new IllegalArgumentException("a row-wise statement has one input");
    }
  }
}
