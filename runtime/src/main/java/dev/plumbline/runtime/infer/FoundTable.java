package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.spi.Amount;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A table of the source that is looked at.
 *
 * @param path its name, part by part
 * @param table the table, pinned; empty where it cannot be opened
 * @param rows how many rows it has, as far as the source says
 * @param problem why it cannot be opened; empty where it can
 * @since 0.1.0
 */
public record FoundTable(
    List<String> path, Optional<PinnedTable> table, Amount rows, Optional<String> problem) {
  /** Copies the path. */
  public FoundTable {
    path = List.copyOf(path);
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(problem, "problem");
  }

  /** {@return the name as {@code discover} shows it} */
  public String name() {
    return String.join("/", path);
  }
}
