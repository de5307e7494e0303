package dev.plumbline.runtime;

import dev.plumbline.spi.Amount;
import dev.plumbline.spi.Provenance;
import java.util.List;
import java.util.Optional;

/**
 * A table that was found.
 *
 * @param name its name or location
 * @param provenance its state; empty where it was only listed
 * @param columns its columns; empty where it was only listed
 * @param rows how many rows it has
 * @param files how many files
 * @param bytes how many bytes as stored
 * @param problem why it cannot be read; empty where it can
 * @since 0.1.0
 */
public record DiscoveredTable(
    String name,
    Optional<Provenance> provenance,
    List<DiscoveredColumn> columns,
    Amount rows,
    Amount files,
    Amount bytes,
    Optional<String> problem) {
  /** Copies the columns. */
  public DiscoveredTable {
    columns = List.copyOf(columns);
  }
}
