package dev.plumbline.spi;

/**
 * Where a file has a column.
 *
 * @since 0.1.0
 */
public sealed interface Origin {
  /**
   * Under a name.
   *
   * @param physical the name in the file
   * @since 0.1.0
   */
  record ByName(String physical) implements Origin {}

  /**
   * Under a Parquet field id.
   *
   * @param fieldId the id
   * @since 0.1.0
   */
  record ById(int fieldId) implements Origin {}

  /**
   * At a position.
   *
   * @param index from 0
   * @since 0.1.0
   */
  record ByPosition(int index) implements Origin {}

  /**
   * Nowhere: it is a constant of each file, such as a partition value.
   *
   * @param valueIndex the position in {@link DataFile#values()}
   * @since 0.1.0
   */
  record PerFile(int valueIndex) implements Origin {}
}
