package dev.plumbline.runtime;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a read come from (rule S9): the states of the sources, what was asked of them,
 * and how many rows it were.
 *
 * @since 0.1.0
 */
public final class ReadStamp {
  private final String target;
  private final List<SourceState> sources;
  private final String specHash;
  private final Optional<Instant> from;
  private final Optional<Instant> until;
  private final OptionalLong rows;
  private final Optional<String> replanned;

  private ReadStamp(Builder builder) {
    this.target = builder.target;
    this.sources = List.copyOf(builder.sources);
    this.specHash = builder.specHash;
    this.from = builder.from;
    this.until = builder.until;
    this.rows = builder.rows;
    this.replanned = builder.replanned;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param target the dataset or location that is read
   * @param specHash the hash of what is read
   * @return a builder
   */
  public static Builder builder(String target, String specHash) {
    return new Builder(target, specHash);
  }

  Builder toBuilder() {
    Builder builder = new Builder(target, specHash).sources(sources);
    builder.from = from;
    builder.until = until;
    builder.rows = rows;
    builder.replanned = replanned;
    return builder;
  }

  /** {@return the dataset or location that is read} */
  public String target() {
    return target;
  }

  /** {@return the states that the rows come from: the target's first, then those of its labels} */
  public List<SourceState> sources() {
    return sources;
  }

  /**
   * {@return SHA-256 of what is read: the dataset, its model and the request without its time
   * range; equal for the same read at another time}
   */
  public String specHash() {
    return specHash;
  }

  /** {@return the first instant that was asked for, inclusive} */
  public Optional<Instant> from() {
    return from;
  }

  /** {@return the first instant that was not asked for any more} */
  public Optional<Instant> until() {
    return until;
  }

  /** {@return how many rows it were; empty until the stream has ended} */
  public OptionalLong rows() {
    return rows;
  }

  /** {@return why the read was planned again, where it was; one sentence} */
  public Optional<String> replanned() {
    return replanned;
  }

  /** {@return where the next read of an incremental series begins; empty without an end} */
  public Optional<Instant> watermark() {
    return until;
  }

  /**
   * {@return the stamp as metadata of a file, under keys that begin with {@code plumbline.};
   * without the row count, which the file itself has}
   */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("plumbline.target", target);
    metadata.put("plumbline.spec_hash", specHash);
    for (int i = 0; i < sources.size(); i++) {
      SourceState state = sources.get(i);
      String key = "plumbline.source." + i + ".";
      metadata.put(key + "target", state.target());
      metadata.put(key + "name", state.source());
      metadata.put(key + "relation", state.relation());
      metadata.put(key + "state", state.provenance().kind() + " " + state.provenance().id());
      state.provenance().at().ifPresent(at -> metadata.put(key + "at", at.toString()));
    }
    from.ifPresent(instant -> metadata.put("plumbline.from", instant.toString()));
    until.ifPresent(instant -> metadata.put("plumbline.until", instant.toString()));
    replanned.ifPresent(reason -> metadata.put("plumbline.replanned", reason));
    return metadata;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReadStamp that
        && target.equals(that.target)
        && sources.equals(that.sources)
        && specHash.equals(that.specHash)
        && from.equals(that.from)
        && until.equals(that.until)
        && rows.equals(that.rows)
        && replanned.equals(that.replanned);
  }

  @Override
  public int hashCode() {
    return Objects.hash(target, sources, specHash, from, until, rows, replanned);
  }

  @Override
  public String toString() {
    return "ReadStamp" + metadata() + (rows.isPresent() ? " of " + rows.getAsLong() + " rows" : "");
  }

  /**
   * Builds a {@link ReadStamp}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String target;
    private final String specHash;
    private List<SourceState> sources = List.of();
    private Optional<Instant> from = Optional.empty();
    private Optional<Instant> until = Optional.empty();
    private OptionalLong rows = OptionalLong.empty();
    private Optional<String> replanned = Optional.empty();

    private Builder(String target, String specHash) {
      this.target = Objects.requireNonNull(target, "target");
      this.specHash = Objects.requireNonNull(specHash, "specHash");
    }

    /**
     * Sets the states that the rows come from.
     *
     * @param sources the target's first
     * @return this builder
     */
    public Builder sources(List<SourceState> sources) {
      this.sources = Objects.requireNonNull(sources, "sources");
      return this;
    }

    /**
     * Sets the first instant that was asked for.
     *
     * @param from inclusive
     * @return this builder
     */
    public Builder from(Instant from) {
      this.from = Optional.of(from);
      return this;
    }

    /**
     * Sets the first instant that was not asked for any more.
     *
     * @param until exclusive
     * @return this builder
     */
    public Builder until(Instant until) {
      this.until = Optional.of(until);
      return this;
    }

    /**
     * Sets how many rows it were.
     *
     * @param rows the count
     * @return this builder
     */
    public Builder rows(long rows) {
      this.rows = OptionalLong.of(rows);
      return this;
    }

    /**
     * Says that the read was planned again.
     *
     * @param replanned why, one sentence
     * @return this builder
     */
    public Builder replanned(String replanned) {
      this.replanned = Optional.of(replanned);
      return this;
    }

    /** {@return the finished stamp} */
    public ReadStamp build() {
      return new ReadStamp(this);
    }
  }
}
