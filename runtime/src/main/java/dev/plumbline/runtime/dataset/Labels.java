package dev.plumbline.runtime.dataset;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.tools.RelBuilder;

/**
 * What a read does about labels (rule S5): those of {@code serving} are joined from {@code actuals}
 * where the model has them, all others are the dataset's own.
 *
 * @since 0.1.0
 */
public final class Labels {
  private final ModelConfig model;
  private final Optional<SelectedTable> actuals;
  private final Optional<Instant> asOf;
  private final Optional<Instant> statusAt;

  /**
   * Says what is wanted.
   *
   * @param model the dataset's model
   * @param actuals the pinned table of the model's actuals, where {@link #from} names them
   * @param asOf the instant as of which labels are read, if the read itself says one
   * @param statusAt adds the labels' status: at this instant, unless labels are read as of another
   */
  public Labels(
      ModelConfig model,
      Optional<SelectedTable> actuals,
      Optional<Instant> asOf,
      Optional<Instant> statusAt) {
    this.model = Objects.requireNonNull(model, "model");
    this.actuals = Objects.requireNonNull(actuals, "actuals");
    this.asOf = Objects.requireNonNull(asOf, "asOf");
    this.statusAt = Objects.requireNonNull(statusAt, "statusAt");
  }

  /**
   * Finds where a dataset's labels come from.
   *
   * @param model its model
   * @param dataset the dataset
   * @return the actuals; empty where its labels are its own
   */
  public static Optional<DatasetConfig> from(ModelConfig model, DatasetConfig dataset) {
    return dataset.role() == DatasetRole.SERVING
        ? Optional.ofNullable(model.datasets().get(DatasetRole.ACTUALS))
        : Optional.empty();
  }

  /**
   * Joins labels to mapped rows, and appends their status where it is wanted.
   *
   * @param planning the plan that the rows belong to
   * @param rows a builder with the rows on its stack, in the order of the binding
   * @param dataset the dataset of the rows
   * @param binding its columns
   * @throws ConnectorException with {@code INVALID_CONFIGURATION} where ids can never be equal or
   *     actuals do not fit their table; with {@code INVALID_REQUEST} where an instant or a status
   *     is asked for that the dataset's labels do not have
   */
  public void append(
      Planning planning, RelBuilder rows, DatasetConfig dataset, DatasetBinding binding) {
    Optional<DatasetConfig> source = from(model, dataset);
    Optional<Instant> last =
        asOf.or(dataset::labelsAsOf).or(() -> source.flatMap(DatasetConfig::labelsAsOf));
    if (source.isEmpty()) {
      if (asOf.isPresent()) {
        throw new ConnectorException(
            StandardErrorCode.INVALID_REQUEST,
            "labels of "
                + dataset.name()
                + " are its own and have no time, so they cannot be read as of "
                + asOf.get()
                + "; leave the instant out, or name where labels come from in 'actuals'");
      }
    } else {
      BoundColumn id =
          IdTypes.id(binding)
              .orElseThrow(
                  () -> new IllegalStateException("dataset " + dataset.name() + " has no id"));
      SelectedTable table =
          actuals.orElseThrow(
              () -> new IllegalStateException("no table of " + source.get().name()));
      new LabelJoin(
              planning,
              table,
              source.get(),
              DatasetBinding.of(source.get(), model, table.schema()),
              last)
          .join(rows, dataset, id, List.copyOf(model.predictions().keySet()));
    }
    statusAt.ifPresent(now -> status(planning, rows, dataset, binding, source, last.orElse(now)));
  }

  private static void status(
      Planning planning,
      RelBuilder rows,
      DatasetConfig dataset,
      DatasetBinding binding,
      Optional<DatasetConfig> source,
      Instant at) {
    if (dataset.role() == DatasetRole.ACTUALS) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          "rows of "
              + dataset.name()
              + " are labels themselves, so they have no status; read the predictions that they"
              + " belong to");
    }
    List<FieldRole> roles = binding.columns().stream().map(BoundColumn::role).toList();
    LabelStatus.append(
        planning,
        rows,
        dataset.name(),
        roles.indexOf(FieldRole.TIMESTAMP),
        source.flatMap(DatasetConfig::maturity).or(dataset::maturity),
        at);
  }
}
