package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.dataset.TimestampColumn;
import dev.plumbline.runtime.model.BindingProblem;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.spi.ConnectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/** A dataset that is checked together with the others of its model, and what came out so far. */
final class Related {
  final ModelConfig model;
  final Side side;
  private final Map<DatasetRole, SelectedTable> siblings;
  private final Map<DatasetRole, String> failures;
  private final ValidationRequest request;
  private final List<CheckResult> results = new ArrayList<>();

  Related(
      ModelConfig model,
      Side side,
      Map<DatasetRole, SelectedTable> siblings,
      Map<DatasetRole, String> failures,
      ValidationRequest request) {
    this.model = model;
    this.side = side;
    this.siblings = siblings;
    this.failures = failures;
    this.request = request;
  }

  /** A dataset, its table and its columns. */
  record Side(DatasetConfig dataset, SelectedTable table, DatasetBinding binding) {
    private boolean fits(BoundColumn column) {
      return binding.problems().stream()
          .noneMatch(
              p ->
                  p.role() == column.role()
                      && p.subject().equals(column.name())
                      && p.code() == BindingProblem.Code.TYPE_MISMATCH);
    }

    private Stream<BoundColumn> all(FieldRole role) {
      return binding.columns().stream().filter(c -> c.role() == role && fits(c));
    }

    Optional<BoundColumn> id() {
      return all(FieldRole.ID).findFirst();
    }

    /** The timestamp, where it is known what instants it tells. */
    Optional<BoundColumn> time() {
      return all(FieldRole.TIMESTAMP)
          .filter(
              c ->
                  dataset.timezone().isPresent()
                      || dataset.timestampFormat().isPresent()
                      || (c.column().getType() instanceof ArrowType.Timestamp t
                          && t.getTimezone() != null))
          .findFirst();
    }

    List<BoundColumn> labels() {
      return all(FieldRole.LABEL).toList();
    }

    Optional<BoundColumn> field(FieldRole role, String name) {
      return all(role).filter(c -> c.name().equals(name)).findFirst();
    }

    RexNode instants(Planning planning, RelBuilder rows, BoundColumn time) {
      int ordinal = rows.peek().getRowType().getFieldNames().indexOf(time.column().getName());
      return TimestampColumn.of(planning, rows, ordinal, dataset).instantsOrNull();
    }
  }

  DatasetConfig dataset() {
    return side.dataset();
  }

  /** Another dataset of the model; empty where it is not configured or was not opened. */
  Optional<Side> sibling(DatasetRole role) {
    DatasetConfig config = model.datasets().get(role);
    SelectedTable table = siblings.get(role);
    return config == null || table == null
        ? Optional.empty()
        : Optional.of(new Side(config, table, DatasetBinding.of(config, model, table.schema())));
  }

  boolean has(DatasetRole role) {
    return model.datasets().containsKey(role);
  }

  /** Why another dataset of the model was not opened. */
  String failure(DatasetRole role) {
    DatasetConfig config = model.datasets().get(role);
    return (config == null ? role.word() : config.name())
        + " could not be opened: "
        + failures.getOrDefault(role, "it was not asked for");
  }

  boolean wants(Check check) {
    return request.wants(check);
  }

  List<CheckResult> results() {
    return results;
  }

  void passed(Check check, String subject, String message, Basis basis, Position at) {
    add(CheckResult.builder(check, subject, Outcome.PASSED).message(message).basis(basis).at(at));
  }

  CheckResult.Builder failed(Check check, String subject, long count, String message) {
    return CheckResult.builder(check, subject, Outcome.FAILED)
        .count(count)
        .message(message)
        .at(dataset().at());
  }

  void skipped(Check check, String subject, String reason) {
    add(
        CheckResult.builder(check, subject, Outcome.SKIPPED)
            .severity(Severity.INFO)
            .message("not decided: " + reason)
            .at(dataset().at()));
  }

  void add(CheckResult.Builder built) {
    CheckResult result = built.build();
    if (request.wants(result.check())) {
      results.add(result);
    }
  }

  /** Something that reads rows. */
  interface Scan {
    void run();
  }

  /** Runs what reads rows; where it may not or cannot, the checks that it makes are skipped. */
  void scan(RelatedQueries queries, @Nullable String reason, Scan scan, Check... checks) {
    List<Check> wanted = Stream.of(checks).filter(request::wants).toList();
    if (wanted.isEmpty()) {
      return;
    }
    if (reason == null && request.depth() == ValidationRequest.Depth.SCAN) {
      try {
        scan.run();
        return;
      } catch (ConnectorException e) {
        if (queries.isCancelled()) {
          throw e;
        }
        skip(wanted, e.getMessage() + " (" + e.code().name() + ")");
        return;
      }
    }
    skip(wanted, reason == null ? "it takes a scan, which was not asked for" : reason);
  }

  private void skip(List<Check> checks, String reason) {
    checks.stream()
        .filter(check -> results.stream().noneMatch(result -> result.check() == check))
        .forEach(check -> skipped(check, "", reason));
  }

  static String share(long part, long whole) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d (%s)",
        part,
        whole,
        whole == 0 ? "0%" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole));
  }
}
