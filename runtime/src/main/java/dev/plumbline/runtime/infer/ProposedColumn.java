package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.config.FieldType;
import java.util.Objects;
import java.util.Optional;

/**
 * A column with what it seems to be.
 *
 * @param name its name
 * @param type its Arrow type, for people to read
 * @param use what it seems to be for
 * @param field the type proposed for the field; empty where no field type takes the column
 * @param evidence what was measured, and why it was guessed so
 * @since 0.1.0
 */
public record ProposedColumn(
    String name, String type, ColumnUse use, Optional<FieldType> field, String evidence) {
  /** Checks that nothing is absent. */
  public ProposedColumn {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(use, "use");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(evidence, "evidence");
  }
}
