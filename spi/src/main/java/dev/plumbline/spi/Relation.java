package dev.plumbline.spi;

import java.util.List;

/**
 * What a dataset names on its source.
 *
 * @since 0.1.0
 */
public sealed interface Relation {
  /**
   * A table by name.
   *
   * @param path its parts from the outermost in, such as database and table; never empty
   * @since 0.1.0
   */
  record Table(List<String> path) implements Relation {
    /** Copies and checks the parts. */
    public Table {
      path = List.copyOf(path);
      if (path.isEmpty()) {
        throw new IllegalArgumentException("a table needs at least one name");
      }
    }
  }

  /**
   * Files or a table by location.
   *
   * @param glob a path below the source's root or a URI; {@code *}, {@code ?} and brackets may
   *     choose several files where the source reads plain files
   * @since 0.1.0
   */
  record Location(String glob) implements Relation {}

  /**
   * A query in the source's own SQL.
   *
   * @param sql one statement that reads
   * @since 0.1.0
   */
  record NativeQuery(String sql) implements Relation {}
}
