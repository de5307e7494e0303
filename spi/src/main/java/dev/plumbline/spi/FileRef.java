package dev.plumbline.spi;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a file is, and what makes sure that it is still the same one.
 *
 * @since 0.1.0
 */
public final class FileRef {
  private final String location;
  private final long size;
  private final Optional<String> version;
  private final Token storage;

  private FileRef(Builder builder) {
    this.location = builder.location;
    this.size = builder.size;
    this.version = builder.version;
    this.storage = builder.storage;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param location a path of the local disk or a URI, decoded: no percent escapes
   * @param size its exact size in bytes
   * @return a builder
   */
  public static Builder builder(String location, long size) {
    return new Builder(location, size);
  }

  /** {@return a path of the local disk or a URI, decoded: no percent escapes} */
  public String location() {
    return location;
  }

  /** {@return its exact size in bytes} */
  public long size() {
    return size;
  }

  /** {@return a tag that changes with the content (an ETag), sent as {@code If-Match}} */
  public Optional<String> version() {
    return version;
  }

  /** {@return what the connector needs to read its bytes; empty for a file on local disk} */
  public Token storage() {
    return storage;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileRef that
        && location.equals(that.location)
        && size == that.size
        && version.equals(that.version)
        && storage.equals(that.storage);
  }

  @Override
  public int hashCode() {
    return Objects.hash(location, size, version, storage);
  }

  @Override
  public String toString() {
    return "FileRef["
        + "location="
        + location
        + ", size="
        + size
        + ", version="
        + version
        + ", storage="
        + storage
        + ']';
  }

  /**
   * Builds a {@link FileRef}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String location;
    private final long size;
    private Optional<String> version = Optional.empty();
    private Token storage = Token.EMPTY;

    private Builder(String location, long size) {
      this.location = Objects.requireNonNull(location, "location");
      this.size = size;
    }

    /**
     * Sets a tag that changes with the content (an ETag), sent as {@code If-Match}.
     *
     * @param version a tag that changes with the content (an ETag), sent as {@code If-Match}
     * @return this builder
     */
    public Builder version(String version) {
      this.version = Optional.of(version);
      return this;
    }

    /**
     * Sets what the connector needs to read its bytes; empty for a file on local disk.
     *
     * @param storage what the connector needs to read its bytes; empty for a file on local disk
     * @return this builder
     */
    public Builder storage(Token storage) {
      this.storage = Objects.requireNonNull(storage, "storage");
      return this;
    }

    /** {@return the finished file ref} */
    public FileRef build() {
      return new FileRef(this);
    }
  }
}
