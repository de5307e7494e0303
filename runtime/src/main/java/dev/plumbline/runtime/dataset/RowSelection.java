package dev.plumbline.runtime.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which rows and columns of a dataset or table are wanted.
 *
 * @param target what is read, for messages
 * @param columns the columns to return, in this order; empty returns all
 * @param where a condition in SQL on the columns returned
 * @param from the first instant wanted, inclusive
 * @param until the first instant no longer wanted
 * @param limit the most rows wanted
 * @since 0.1.0
 */
public record RowSelection(
    String target,
    List<String> columns,
    Optional<String> where,
    Optional<Instant> from,
    Optional<Instant> until,
    OptionalLong limit) {
  /** Copies the columns. */
  public RowSelection {
    Objects.requireNonNull(target, "target");
    columns = List.copyOf(columns);
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(limit, "limit");
  }
}
