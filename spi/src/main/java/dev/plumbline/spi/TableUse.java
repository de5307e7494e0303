package dev.plumbline.spi;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a statement reads of one table.
 *
 * @since 0.1.0
 */
public final class TableUse {
  private final TableHandle table;
  private final List<FieldPath> columns;
  private final List<Predicate> conjuncts;

  private TableUse(Builder builder) {
    this.table = builder.table;
    this.columns = List.copyOf(builder.columns);
    this.conjuncts = List.copyOf(builder.conjuncts);
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param table the pinned table
   * @return a builder
   */
  public static Builder builder(TableHandle table) {
    return new Builder(table);
  }

  /** {@return the pinned table} */
  public TableHandle table() {
    return table;
  }

  /** {@return the columns read} */
  public List<FieldPath> columns() {
    return columns;
  }

  /** {@return conditions that the statement applies to it} */
  public List<Predicate> conjuncts() {
    return conjuncts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TableUse that
        && table.equals(that.table)
        && columns.equals(that.columns)
        && conjuncts.equals(that.conjuncts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(table, columns, conjuncts);
  }

  @Override
  public String toString() {
    return "TableUse["
        + "table="
        + table
        + ", columns="
        + columns
        + ", conjuncts="
        + conjuncts
        + ']';
  }

  /**
   * Builds a {@link TableUse}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final TableHandle table;
    private List<FieldPath> columns = List.of();
    private List<Predicate> conjuncts = List.of();

    private Builder(TableHandle table) {
      this.table = Objects.requireNonNull(table, "table");
    }

    /**
     * Sets the columns read.
     *
     * @param columns the columns read
     * @return this builder
     */
    public Builder columns(List<FieldPath> columns) {
      this.columns = Objects.requireNonNull(columns, "columns");
      return this;
    }

    /**
     * Sets conditions that the statement applies to it.
     *
     * @param conjuncts conditions that the statement applies to it
     * @return this builder
     */
    public Builder conjuncts(List<Predicate> conjuncts) {
      this.conjuncts = Objects.requireNonNull(conjuncts, "conjuncts");
      return this;
    }

    /** {@return the finished table use} */
    public TableUse build() {
      return new TableUse(this);
    }
  }
}
