package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.config.DatasetRole;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A table with what it seems to be.
 *
 * @param name its name in the source
 * @param role what it seems to be to the model; empty where nothing tells
 * @param rowsMeasured how many of its rows were looked at
 * @param columns its columns
 * @param ids what may name its rows, the likeliest first
 * @param timestamps what may say when, the likeliest first
 * @param problem why it could not be read; empty where it could
 * @since 0.1.0
 */
public record ProposedTable(
    String name,
    Optional<DatasetRole> role,
    long rowsMeasured,
    List<ProposedColumn> columns,
    List<Candidate> ids,
    List<Candidate> timestamps,
    Optional<String> problem) {
  /** Copies the lists. */
  public ProposedTable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
    columns = List.copyOf(columns);
    ids = List.copyOf(ids);
    timestamps = List.copyOf(timestamps);
    Objects.requireNonNull(problem, "problem");
  }
}
