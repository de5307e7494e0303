package dev.plumbline.spi;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the files of a part become rows: one binding for each column.
 *
 * @since 0.1.0
 */
public final class FileLayout {
  private final FileFormat format;
  private final List<Binding> columns;

  private FileLayout(Builder builder) {
    this.format = builder.format;
    this.columns = List.copyOf(builder.columns);
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param format how the bytes are laid out
   * @param columns one binding for each column of the scan, in its order
   * @return a builder
   */
  public static Builder builder(FileFormat format, List<Binding> columns) {
    return new Builder(format, columns);
  }

  /** {@return how the bytes are laid out} */
  public FileFormat format() {
    return format;
  }

  /** {@return one binding for each column of the scan, in its order} */
  public List<Binding> columns() {
    return columns;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileLayout that
        && format.equals(that.format)
        && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return Objects.hash(format, columns);
  }

  @Override
  public String toString() {
    return "FileLayout[" + "format=" + format + ", columns=" + columns + ']';
  }

  /**
   * Builds a {@link FileLayout}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final FileFormat format;
    private final List<Binding> columns;

    private Builder(FileFormat format, List<Binding> columns) {
      this.format = Objects.requireNonNull(format, "format");
      this.columns = Objects.requireNonNull(columns, "columns");
    }

    /** {@return the finished file layout} */
    public FileLayout build() {
      return new FileLayout(this);
    }
  }
}
