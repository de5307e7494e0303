package dev.plumbline.runtime.validate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The tables of a source with their columns, as they can be kept and compared later.
 *
 * @param tables the tables
 * @since 0.1.0
 */
public record SchemaSnapshot(List<Table> tables) {
  /** Copies the tables. */
  public SchemaSnapshot {
    tables = List.copyOf(tables);
  }

  /**
   * A table.
   *
   * @param name its name
   * @param state its state, for people to read; empty where it has none
   * @param columns its columns, in order
   * @param problem why it could not be read; empty where it could
   * @since 0.1.0
   */
  public record Table(
      String name, Optional<String> state, List<Column> columns, Optional<String> problem) {
    /** Copies the columns. */
    public Table {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(state, "state");
      columns = List.copyOf(columns);
      Objects.requireNonNull(problem, "problem");
    }
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type its type, as {@code discover} shows it
   * @param nullable whether it may be NULL
   * @since 0.1.0
   */
  public record Column(String name, String type, boolean nullable) {
    /** Checks that nothing is absent. */
    public Column {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
    }
  }
}
