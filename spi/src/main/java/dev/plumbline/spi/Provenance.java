package dev.plumbline.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which state of the source an answer comes from: a Delta version, a query id, a file listing.
 *
 * @since 0.1.0
 */
public final class Provenance {
  private final String kind;
  private final String id;
  private final Optional<Instant> at;

  private Provenance(Builder builder) {
    this.kind = builder.kind;
    this.id = builder.id;
    this.at = builder.at;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param kind what the id counts, such as {@code delta-version} or {@code athena-query}
   * @param id the identifier, such as {@code 118}
   * @return a builder
   */
  public static Builder builder(String kind, String id) {
    return new Builder(kind, id);
  }

  /** {@return what the id counts, such as {@code delta-version} or {@code athena-query}} */
  public String kind() {
    return kind;
  }

  /** {@return the identifier, such as {@code 118}} */
  public String id() {
    return id;
  }

  /** {@return when the source reached that state, where it says so} */
  public Optional<Instant> at() {
    return at;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Provenance that
        && kind.equals(that.kind)
        && id.equals(that.id)
        && at.equals(that.at);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, id, at);
  }

  @Override
  public String toString() {
    return "Provenance[" + "kind=" + kind + ", id=" + id + ", at=" + at + ']';
  }

  /**
   * Builds a {@link Provenance}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String kind;
    private final String id;
    private Optional<Instant> at = Optional.empty();

    private Builder(String kind, String id) {
      this.kind = Objects.requireNonNull(kind, "kind");
      this.id = Objects.requireNonNull(id, "id");
    }

    /**
     * Sets when the source reached that state, where it says so.
     *
     * @param at when the source reached that state, where it says so
     * @return this builder
     */
    public Builder at(Instant at) {
      this.at = Optional.of(at);
      return this;
    }

    /** {@return the finished provenance} */
    public Provenance build() {
      return new Provenance(this);
    }
  }
}
