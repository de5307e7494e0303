package dev.plumbline.runtime;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.dataset.Labels;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Consistency;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableHandle;
import java.time.Instant;
import java.util.Optional;

/**
 * Which labels a read takes, and where from.
 *
 * @param model the model of the dataset; empty for a location, which has no labels
 * @param source the dataset that labels are joined from
 * @param request the read
 * @param state the state of the labels that is wanted, if the source still has it
 */
record ReadLabels(
    Optional<ModelConfig> model,
    Optional<DatasetConfig> source,
    ReadRequest request,
    Optional<TableHandle> state) {

  static ReadLabels of(
      Optional<ModelConfig> model,
      Optional<DatasetConfig> dataset,
      ReadRequest request,
      Optional<TableHandle> state) {
    if (dataset.isEmpty() && (request.labelsAsOf().isPresent() || request.labelStatus())) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          "'"
              + request.target()
              + "' is a table without labels; read a dataset to have them as of an instant or with"
              + " their status");
    }
    return new ReadLabels(
        model, model.flatMap(m -> Labels.from(m, dataset.orElseThrow())), request, state);
  }

  /** The table that labels are joined from, in the state that is wanted. */
  Optional<SelectedTable> pin(Sources sources, QueryScope scope, PinnedTable rows) {
    return source.map(
        dataset -> {
          PinnedTable current = sources.pinBeside(scope, sources.of(dataset), rows);
          boolean stays = current.session().consistency() == Consistency.TABLE;
          return SelectedTable.of(
              stays ? state.map(current::at).orElse(current) : current, dataset.selectExpr());
        });
  }

  Optional<Labels> labels(Optional<SelectedTable> actuals, Instant now) {
    return model.map(
        m ->
            new Labels(
                m,
                actuals,
                request.labelsAsOf(),
                request.labelStatus() ? Optional.of(now) : Optional.empty()));
  }

  /** The name of the dataset that labels are joined from. */
  String dataset() {
    return source.map(DatasetConfig::name).orElse("");
  }

  /** What the request says of labels. */
  String asked() {
    return request.labelsAsOf().map(at -> " labels as of " + at).orElse("")
        + (request.labelStatus() ? " with their status" : "");
  }
}
