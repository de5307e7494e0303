package dev.plumbline.runtime.model;

import dev.plumbline.runtime.config.FieldType;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * A field of a dataset and the column that it is.
 *
 * @param role what it is to the dataset
 * @param name its schema name: of a label that of its prediction, of the id and the timestamp that
 *     of the column as the configuration writes it
 * @param type its declared type, for a label that of its prediction; empty for the id and the
 *     timestamp
 * @param column the column, named as the source names it
 * @since 0.1.0
 */
public record BoundColumn(FieldRole role, String name, Optional<FieldType> type, Field column) {
  /** Checks that nothing is absent. */
  public BoundColumn {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(column, "column");
  }
}
