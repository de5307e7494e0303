package dev.plumbline.runtime.engine;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What the local engine may use of the machine.
 *
 * @since 0.1.0
 */
public final class LocalEngineOptions {
  private static final long DEFAULT_MEMORY = 1L << 30;

  private final int threads;
  private final long memoryBytes;
  private final Path spillFolder;
  private final Optional<Path> nativeFolder;

  private LocalEngineOptions(Builder builder) {
    this.threads = builder.threads;
    this.memoryBytes = builder.memoryBytes;
    this.spillFolder = builder.spillFolder;
    this.nativeFolder = builder.nativeFolder;
  }

  /**
   * Starts building: all processors, 1 GiB of memory, the JVM's folder for temporary files, no
   * cache of the native library.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return how many threads one statement uses, at least 1} */
  public int threads() {
    return threads;
  }

  /**
   * {@return how many bytes one statement may hold in memory before it spills, beside the batches
   * that it hands over}
   */
  public long memoryBytes() {
    return memoryBytes;
  }

  /** {@return where statements that exceed their memory put what they cannot hold} */
  public Path spillFolder() {
    return spillFolder;
  }

  /**
   * {@return where the engine's native library is kept between starts; absent means that it is
   * unpacked at each start}
   */
  public Optional<Path> nativeFolder() {
    return nativeFolder;
  }

  /**
   * Builds {@link LocalEngineOptions}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private int threads = Runtime.getRuntime().availableProcessors();
    private long memoryBytes = DEFAULT_MEMORY;
    private Path spillFolder = Path.of(System.getProperty("java.io.tmpdir", "."));
    private Optional<Path> nativeFolder = Optional.empty();

    private Builder() {}

    /**
     * Sets how many threads one statement uses.
     *
     * @param threads at least 1
     * @return this builder
     */
    public Builder threads(int threads) {
      if (threads < 1) {
        throw new IllegalArgumentException("threads is " + threads + ", expected at least 1");
      }
      this.threads = threads;
      return this;
    }

    /**
     * Sets how many bytes one statement may hold in memory before it spills.
     *
     * @param memoryBytes at least 16 MiB
     * @return this builder
     */
    public Builder memoryBytes(long memoryBytes) {
      if (memoryBytes < 16L << 20) {
        throw new IllegalArgumentException(
            "memoryBytes is " + memoryBytes + ", expected at least 16777216 (16 MiB)");
      }
      this.memoryBytes = memoryBytes;
      return this;
    }

    /**
     * Sets where statements that exceed their memory put what they cannot hold.
     *
     * @param spillFolder created when needed
     * @return this builder
     */
    public Builder spillFolder(Path spillFolder) {
      this.spillFolder = Objects.requireNonNull(spillFolder, "spillFolder");
      return this;
    }

    /**
     * Sets where the engine's native library is kept between starts.
     *
     * @param nativeFolder created when needed, writable by this user only
     * @return this builder
     */
    public Builder nativeFolder(Path nativeFolder) {
      this.nativeFolder = Optional.of(nativeFolder);
      return this;
    }

    /** {@return the finished options} */
    public LocalEngineOptions build() {
      return new LocalEngineOptions(this);
    }
  }
}
