package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.model.FieldRole;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of one mapped column.
 *
 * @param role what it is to the dataset
 * @param name its schema name; of the id and the timestamp that of the column
 * @param type its declared type; empty for the id and the timestamp
 * @param column the column of the source
 * @param columnType the column's type, as the source's schema says
 * @param nulls in how many rows it is NULL, where that was found out
 * @param distinct how many values it has, where that was counted
 * @param min its least value as text, where that was found out
 * @param max its greatest value as text, where that was found out
 * @since 0.1.0
 */
public record FieldProfile(
    FieldRole role,
    String name,
    Optional<FieldType> type,
    String column,
    String columnType,
    OptionalLong nulls,
    OptionalLong distinct,
    Optional<String> min,
    Optional<String> max) {
  /** Checks that nothing is absent. */
  public FieldProfile {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(columnType, "columnType");
    Objects.requireNonNull(nulls, "nulls");
    Objects.requireNonNull(distinct, "distinct");
    Objects.requireNonNull(min, "min");
    Objects.requireNonNull(max, "max");
  }
}
