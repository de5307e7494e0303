package dev.plumbline.spi;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * How one column, or one field of a nested column, is found in the files of a part.
 *
 * <p>A struct, list or map whose inner names or types differ between table and file has one child
 * binding for each inner field; otherwise {@link #children()} is empty and the field is taken as it
 * is.
 *
 * @since 0.1.0
 */
public final class Binding {
  private final Field logical;
  private final Origin origin;
  private final Optional<Literal> whenMissing;
  private final Optional<ZoneId> localTimesIn;
  private final List<Binding> children;

  private Binding(Builder builder) {
    this.logical = builder.logical;
    this.origin = builder.origin;
    this.whenMissing = builder.whenMissing;
    this.localTimesIn = builder.localTimesIn;
    this.children = List.copyOf(builder.children);
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param logical the column as the table shows it: name, Arrow type, nullability
   * @param origin where a file has it
   * @return a builder
   */
  public static Builder builder(Field logical, Origin origin) {
    return new Builder(logical, origin);
  }

  /** {@return the column as the table shows it: name, Arrow type, nullability} */
  public Field logical() {
    return logical;
  }

  /** {@return where a file has it} */
  public Origin origin() {
    return origin;
  }

  /** {@return the value where a file does not have the column; absent means NULL} */
  public Optional<Literal> whenMissing() {
    return whenMissing;
  }

  /**
   * {@return the zone in which a file's zoneless timestamps are read when the column is an instant}
   */
  public Optional<ZoneId> localTimesIn() {
    return localTimesIn;
  }

  /** {@return bindings of inner fields, empty when they need none} */
  public List<Binding> children() {
    return children;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Binding that
        && logical.equals(that.logical)
        && origin.equals(that.origin)
        && whenMissing.equals(that.whenMissing)
        && localTimesIn.equals(that.localTimesIn)
        && children.equals(that.children);
  }

  @Override
  public int hashCode() {
    return Objects.hash(logical, origin, whenMissing, localTimesIn, children);
  }

  @Override
  public String toString() {
    return "Binding["
        + "logical="
        + logical
        + ", origin="
        + origin
        + ", whenMissing="
        + whenMissing
        + ", localTimesIn="
        + localTimesIn
        + ", children="
        + children
        + ']';
  }

  /**
   * Builds a {@link Binding}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Field logical;
    private final Origin origin;
    private Optional<Literal> whenMissing = Optional.empty();
    private Optional<ZoneId> localTimesIn = Optional.empty();
    private List<Binding> children = List.of();

    private Builder(Field logical, Origin origin) {
      this.logical = Objects.requireNonNull(logical, "logical");
      this.origin = Objects.requireNonNull(origin, "origin");
    }

    /**
     * Sets the value where a file does not have the column; absent means NULL.
     *
     * @param whenMissing the value where a file does not have the column; absent means NULL
     * @return this builder
     */
    public Builder whenMissing(Literal whenMissing) {
      this.whenMissing = Optional.of(whenMissing);
      return this;
    }

    /**
     * Sets the zone in which a file's zoneless timestamps are read when the column is an instant.
     *
     * @param localTimesIn the zone in which a file's zoneless timestamps are read when the column
     *     is an instant
     * @return this builder
     */
    public Builder localTimesIn(ZoneId localTimesIn) {
      this.localTimesIn = Optional.of(localTimesIn);
      return this;
    }

    /**
     * Sets bindings of inner fields, empty when they need none.
     *
     * @param children bindings of inner fields, empty when they need none
     * @return this builder
     */
    public Builder children(List<Binding> children) {
      this.children = Objects.requireNonNull(children, "children");
      return this;
    }

    /** {@return the finished binding} */
    public Binding build() {
      return new Binding(this);
    }
  }
}
