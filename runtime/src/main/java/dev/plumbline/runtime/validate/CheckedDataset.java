package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldChecks;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.model.BindingProblem;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.plan.SelectedTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A dataset under validation: what was declared and what was found in its place.
 *
 * @param model its model
 * @param config what was declared
 * @param table where its rows are
 * @param binding which column is which field
 * @param columns the bound columns
 * @param now tells what lies in the future
 */
record CheckedDataset(
    ModelConfig model,
    DatasetConfig config,
    SelectedTable table,
    DatasetBinding binding,
    List<CheckedColumn> columns,
    Instant now) {
  static CheckedDataset of(
      ModelConfig model, DatasetConfig config, SelectedTable table, Instant now) {
    DatasetBinding binding = DatasetBinding.of(config, model, table.schema());
    List<CheckedColumn> columns = new ArrayList<>();
    for (BoundColumn bound : binding.columns()) {
      boolean fits =
          binding.problems().stream()
              .noneMatch(
                  p ->
                      p.role() == bound.role()
                          && p.subject().equals(bound.name())
                          && p.code() != BindingProblem.Code.TIMEZONE_MISSING);
      columns.add(CheckedColumn.of(bound, fits));
    }
    return new CheckedDataset(model, config, table, binding, List.copyOf(columns), now);
  }

  /** The columns that can be asked for values: they are of the right type, and readable. */
  List<CheckedColumn> sound() {
    return columns.stream()
        .filter(c -> c.fits() && !c.kind().equals(CheckedColumn.UNREADABLE))
        .toList();
  }

  /** Raw inputs, features and predictions that can be asked for values. */
  List<CheckedColumn> fields() {
    return sound().stream().filter(CheckedColumn::isField).toList();
  }

  Optional<CheckedColumn> id() {
    return sound().stream().filter(c -> c.role() == FieldRole.ID).findFirst();
  }

  Optional<CheckedColumn> time() {
    return sound().stream().filter(c -> c.role() == FieldRole.TIMESTAMP).findFirst();
  }

  boolean isActuals() {
    return config.role() == DatasetRole.ACTUALS;
  }

  Optional<FieldChecks> demands(CheckedColumn column) {
    return column.isField()
        ? Optional.ofNullable(config.checks().fields().get(column.name()))
        : Optional.empty();
  }

  /** The line that says which column a field is. */
  Position at(FieldRole role, String name) {
    return switch (role) {
      case ID -> config.at("id_column");
      case TIMESTAMP -> config.at("timestamp_column");
      case LABEL -> config.at("labels." + name);
      default -> {
        Position mapped = config.positions().get(group(role) + "." + name);
        yield mapped != null ? mapped : model.positions().getOrDefault(name, config.at());
      }
    };
  }

  Position at(CheckedColumn column) {
    return at(column.role(), column.name());
  }

  /** The line of a demand on a field. */
  Position at(CheckedColumn column, String demand) {
    Position written = config.positions().get("checks." + column.name() + "." + demand);
    return written != null
        ? written
        : demands(column)
            .map(FieldChecks::at)
            .filter(p -> !p.equals(Position.UNKNOWN))
            .orElseGet(() -> at(column));
  }

  private static String group(FieldRole role) {
    return role.name().toLowerCase(Locale.ROOT) + "s";
  }
}
