package dev.plumbline.runtime;

import dev.plumbline.spi.Provenance;
import java.util.Objects;

/**
 * What a read took from one relation, and in which state that was.
 *
 * @param target the dataset, or the location
 * @param source the source's name
 * @param relation the table, path or query, for people to read
 * @param provenance the state of the source
 * @since 0.1.0
 */
public record SourceState(String target, String source, String relation, Provenance provenance) {
  /** Checks that nothing is absent. */
  public SourceState {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(relation, "relation");
    Objects.requireNonNull(provenance, "provenance");
  }
}
