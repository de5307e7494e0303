package dev.plumbline.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a connector creates in a source and must remove again: a staged prefix, a
 * temporary table, an upload.
 *
 * <p>The runtime writes it to a ledger before the object exists ({@link QueryContext#remember}), so
 * that a later clean-up finds what a killed process left behind.
 *
 * @since 0.1.0
 */
public final class TemporaryObject {
  private final String kind;
  private final String location;
  private final Token token;

  private TemporaryObject(Builder builder) {
    this.kind = builder.kind;
    this.location = builder.location;
    this.token = builder.token;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param kind the kind of object, in the connector's own words, such as {@code s3-prefix}
   * @param location where it is, for people to read; never a secret
   * @param token what the connector needs to remove it
   * @return a builder
   */
  public static Builder builder(String kind, String location, Token token) {
    return new Builder(kind, location, token);
  }

  /** {@return the kind of object, in the connector's own words, such as {@code s3-prefix}} */
  public String kind() {
    return kind;
  }

  /** {@return where it is, for people to read; never a secret} */
  public String location() {
    return location;
  }

  /** {@return what the connector needs to remove it} */
  public Token token() {
    return token;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TemporaryObject that
        && kind.equals(that.kind)
        && location.equals(that.location)
        && token.equals(that.token);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, location, token);
  }

  @Override
  public String toString() {
    return "TemporaryObject["
        + "kind="
        + kind
        + ", location="
        + location
        + ", token="
        + token
        + ']';
  }

  /**
   * Builds a {@link TemporaryObject}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String kind;
    private final String location;
    private final Token token;

    private Builder(String kind, String location, Token token) {
      this.kind = Objects.requireNonNull(kind, "kind");
      this.location = Objects.requireNonNull(location, "location");
      this.token = Objects.requireNonNull(token, "token");
    }

    /** {@return the finished temporary object} */
    public TemporaryObject build() {
      return new TemporaryObject(this);
    }
  }
}
