package dev.plumbline.runtime;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.RelatedChecks;
import dev.plumbline.runtime.validate.ValidationRequest;
import dev.plumbline.spi.ConnectorException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Opens the other datasets of a model that a dataset is compared with. */
final class Siblings {
  private final Sources sources;
  private final ModelConfig model;

  Siblings(Sources sources, ModelConfig model) {
    this.sources = sources;
    this.model = model;
  }

  /** Adds the checks that need other datasets to a report. */
  DatasetReport.Builder check(
      QueryScope scope,
      RelatedChecks checks,
      DatasetConfig dataset,
      SelectedTable table,
      ValidationRequest request,
      DatasetReport report) {
    Map<DatasetRole, SelectedTable> tables = new EnumMap<>(DatasetRole.class);
    Map<DatasetRole, String> failures = new EnumMap<>(DatasetRole.class);
    for (DatasetRole role : RelatedChecks.needed(model, dataset.role(), request)) {
      DatasetConfig sibling = model.datasets().get(role);
      if (sibling == null) {
        continue;
      }
      try {
        tables.put(
            role,
            SelectedTable.of(
                sources.pinBeside(scope, sources.of(sibling), table.table()),
                sibling.selectExpr()));
      } catch (ConnectorException e) {
        scope.requireRunning();
        failures.put(role, e.getMessage() + " (" + e.code().name() + ")");
      }
    }
    List<CheckResult> all = new ArrayList<>(report.checks());
    all.addAll(
        checks.check(
            model,
            dataset,
            table,
            DatasetBinding.of(dataset, model, table.schema()),
            tables,
            failures,
            request));
    all.sort(Comparator.comparing(CheckResult::check));
    DatasetReport.Builder builder =
        report.toBuilder().checks(all).bytesRead(report.bytesRead() + checks.bytes());
    checks.profile().ifPresent(builder::labels);
    return builder;
  }
}
