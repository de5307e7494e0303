package dev.plumbline.spi;

import java.util.List;

/**
 * The name of a schema: its parts from the outermost in, such as catalog and database.
 *
 * @param path the parts; empty for a source that has no schemas
 * @since 0.1.0
 */
public record SchemaName(List<String> path) {
  /** Copies the parts. */
  public SchemaName {
    path = List.copyOf(path);
  }
}
