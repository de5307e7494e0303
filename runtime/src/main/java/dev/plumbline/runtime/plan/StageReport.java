package dev.plumbline.runtime.plan;

import dev.plumbline.spi.Amount;
import dev.plumbline.spi.Price;
import dev.plumbline.spi.Provenance;
import dev.plumbline.spi.Route;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one source does for a read.
 *
 * @since 0.1.0
 */
public final class StageReport {
  private final String name;
  private final String source;
  private final String connector;
  private final String relation;
  private final Provenance provenance;
  private final String access;
  private final List<String> columns;
  private final int columnsInAll;
  private final List<String> pushed;
  private final Optional<String> sql;
  private final Optional<Route> route;
  private final List<String> temporaryObjects;
  private final Amount filesBefore;
  private final Amount files;
  private final Amount bytesBefore;
  private final Amount bytes;
  private final Amount rows;
  private final Optional<Price> price;

  private StageReport(Builder builder) {
    this.name = builder.name;
    this.source = builder.source;
    this.connector = builder.connector;
    this.relation = builder.relation;
    this.provenance = builder.provenance;
    this.access = builder.access;
    this.columns = List.copyOf(builder.columns);
    this.columnsInAll = builder.columnsInAll;
    this.pushed = List.copyOf(builder.pushed);
    this.sql = builder.sql;
    this.route = builder.route;
    this.temporaryObjects = List.copyOf(builder.temporaryObjects);
    this.filesBefore = builder.filesBefore;
    this.files = builder.files;
    this.bytesBefore = builder.bytesBefore;
    this.bytes = builder.bytes;
    this.rows = builder.rows;
    this.price = builder.price;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param name the name under which the engine sees its rows
   * @param source the source's name
   * @param connector its connector
   * @param relation the table, path or query; several between commas
   * @param provenance the state that is pinned
   * @param access how rows come: {@code files}, {@code batches}, {@code sql}, {@code metadata} or {@code nothing}
   * @return a builder
   */
  public static Builder builder(String name, String source, String connector, String relation, Provenance provenance, String access) {
    return new Builder(name, source, connector, relation, provenance, access);
  }

  /** {@return the name under which the engine sees its rows} */
  public String name() {
    return name;
  }

  /** {@return the source's name} */
  public String source() {
    return source;
  }

  /** {@return its connector} */
  public String connector() {
    return connector;
  }

  /** {@return the table, path or query; several between commas} */
  public String relation() {
    return relation;
  }

  /** {@return the state that is pinned} */
  public Provenance provenance() {
    return provenance;
  }

  /** {@return how rows come: {@code files}, {@code batches}, {@code sql}, {@code metadata} or {@code nothing}} */
  public String access() {
    return access;
  }

  /** {@return the columns that are read} */
  public List<String> columns() {
    return columns;
  }

  /** {@return how many columns there are} */
  public int columnsInAll() {
    return columnsInAll;
  }

  /** {@return what was handed to the source, one sentence each that says what it does with it} */
  public List<String> pushed() {
    return pushed;
  }

  /** {@return the statement that the source runs, where it answers SQL} */
  public Optional<String> sql() {
    return sql;
  }

  /** {@return how the rows of the statement come back} */
  public Optional<Route> route() {
    return route;
  }

  /** {@return what running it creates and removes again} */
  public List<String> temporaryObjects() {
    return temporaryObjects;
  }

  /** {@return files of the whole relation} */
  public Amount filesBefore() {
    return filesBefore;
  }

  /** {@return files that are opened} */
  public Amount files() {
    return files;
  }

  /** {@return bytes of the whole relation} */
  public Amount bytesBefore() {
    return bytesBefore;
  }

  /** {@return bytes that are read} */
  public Amount bytes() {
    return bytes;
  }

  /** {@return rows that come back} */
  public Amount rows() {
    return rows;
  }

  /** {@return what it costs at most} */
  public Optional<Price> price() {
    return price;
  }

  /** {@return a builder that starts with all of this} */
  Builder toBuilder() {
    Builder builder = new Builder(name, source, connector, relation, provenance, access);
    builder.columns = columns;
    builder.columnsInAll = columnsInAll;
    builder.pushed = pushed;
    builder.sql = sql;
    builder.route = route;
    builder.temporaryObjects = temporaryObjects;
    builder.filesBefore = filesBefore;
    builder.files = files;
    builder.bytesBefore = bytesBefore;
    builder.bytes = bytes;
    builder.rows = rows;
    builder.price = price;
    return builder;
  }

  /**
   * Builds a {@link StageReport}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String name;
    private final String source;
    private final String connector;
    private final String relation;
    private final Provenance provenance;
    private final String access;
    private List<String> columns = List.of();
    private int columnsInAll = 0;
    private List<String> pushed = List.of();
    private Optional<String> sql = Optional.empty();
    private Optional<Route> route = Optional.empty();
    private List<String> temporaryObjects = List.of();
    private Amount filesBefore = Amount.UNKNOWN;
    private Amount files = Amount.UNKNOWN;
    private Amount bytesBefore = Amount.UNKNOWN;
    private Amount bytes = Amount.UNKNOWN;
    private Amount rows = Amount.UNKNOWN;
    private Optional<Price> price = Optional.empty();

    private Builder(String name, String source, String connector, String relation, Provenance provenance, String access) {
      this.name = Objects.requireNonNull(name, "name");
      this.source = Objects.requireNonNull(source, "source");
      this.connector = Objects.requireNonNull(connector, "connector");
      this.relation = Objects.requireNonNull(relation, "relation");
      this.provenance = Objects.requireNonNull(provenance, "provenance");
      this.access = Objects.requireNonNull(access, "access");
    }

    /**
     * Sets the columns that are read.
     *
     * @param columns the columns that are read
     * @return this builder
     */
    public Builder columns(List<String> columns) {
      this.columns = Objects.requireNonNull(columns, "columns");
      return this;
    }

    /**
     * Sets how many columns there are.
     *
     * @param columnsInAll how many columns there are
     * @return this builder
     */
    public Builder columnsInAll(int columnsInAll) {
      this.columnsInAll = columnsInAll;
      return this;
    }

    /**
     * Sets what was handed to the source, one sentence each that says what it does with it.
     *
     * @param pushed what was handed to the source, one sentence each that says what it does with it
     * @return this builder
     */
    public Builder pushed(List<String> pushed) {
      this.pushed = Objects.requireNonNull(pushed, "pushed");
      return this;
    }

    /**
     * Sets the statement that the source runs, where it answers SQL.
     *
     * @param sql the statement that the source runs, where it answers SQL
     * @return this builder
     */
    public Builder sql(String sql) {
      this.sql = Optional.of(sql);
      return this;
    }

    /**
     * Sets how the rows of the statement come back.
     *
     * @param route how the rows of the statement come back
     * @return this builder
     */
    public Builder route(Route route) {
      this.route = Optional.of(route);
      return this;
    }

    /**
     * Sets what running it creates and removes again.
     *
     * @param temporaryObjects what running it creates and removes again
     * @return this builder
     */
    public Builder temporaryObjects(List<String> temporaryObjects) {
      this.temporaryObjects = Objects.requireNonNull(temporaryObjects, "temporaryObjects");
      return this;
    }

    /**
     * Sets files of the whole relation.
     *
     * @param filesBefore files of the whole relation
     * @return this builder
     */
    public Builder filesBefore(Amount filesBefore) {
      this.filesBefore = Objects.requireNonNull(filesBefore, "filesBefore");
      return this;
    }

    /**
     * Sets files that are opened.
     *
     * @param files files that are opened
     * @return this builder
     */
    public Builder files(Amount files) {
      this.files = Objects.requireNonNull(files, "files");
      return this;
    }

    /**
     * Sets bytes of the whole relation.
     *
     * @param bytesBefore bytes of the whole relation
     * @return this builder
     */
    public Builder bytesBefore(Amount bytesBefore) {
      this.bytesBefore = Objects.requireNonNull(bytesBefore, "bytesBefore");
      return this;
    }

    /**
     * Sets bytes that are read.
     *
     * @param bytes bytes that are read
     * @return this builder
     */
    public Builder bytes(Amount bytes) {
      this.bytes = Objects.requireNonNull(bytes, "bytes");
      return this;
    }

    /**
     * Sets rows that come back.
     *
     * @param rows rows that come back
     * @return this builder
     */
    public Builder rows(Amount rows) {
      this.rows = Objects.requireNonNull(rows, "rows");
      return this;
    }

    /**
     * Sets what it costs at most.
     *
     * @param price what it costs at most
     * @return this builder
     */
    public Builder price(Price price) {
      this.price = Optional.of(price);
      return this;
    }

    /** {@return the finished report} */
    public StageReport build() {
      return new StageReport(this);
    }
  }
}
