package dev.plumbline.spi;

import java.util.List;

/**
 * A column, or a field inside nested structs.
 *
 * @param names the column's name, then those of the fields; never empty
 * @since 0.1.0
 */
public record FieldPath(List<String> names) {
  /** Copies and checks the names. */
  public FieldPath {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a field path needs at least one name");
    }
  }

  /**
   * Names a column or field.
   *
   * @param names the column's name, then those of the fields
   * @return the path
   */
  public static FieldPath of(String... names) {
    return new FieldPath(List.of(names));
  }

  /** {@return the names between dots, for people to read} */
  @Override
  public String toString() {
    return String.join(".", names);
  }
}
