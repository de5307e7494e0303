package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.spi.QueryContext;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The checks of labels, and those that compare a dataset with the others of its model. One object
 * checks one dataset.
 *
 * @since 0.1.0
 */
public final class RelatedChecks {
  private final RelatedQueries queries;
  private final Clock clock;
  private final ProgressListener progress;
  private Optional<LabelProfile> profile = Optional.empty();

  /**
   * Prepares to check.
   *
   * @param q the query that the checks belong to
   * @param engine runs the scans
   * @param clock tells which rows are mature
   * @param threads how many streams a scan may have
   * @param progress hears what is being done
   */
  public RelatedChecks(
      QueryContext q, LocalEngine engine, Clock clock, int threads, ProgressListener progress) {
    this.queries = new RelatedQueries(q, engine, threads);
    this.clock = Objects.requireNonNull(clock, "clock");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * Says which other datasets of its model a dataset is compared with.
   *
   * @param model the model
   * @param role the dataset's role
   * @param request which checks are wanted
   * @return the roles of those that the model has
   */
  public static Set<DatasetRole> needed(
      ModelConfig model, DatasetRole role, ValidationRequest request) {
    Set<DatasetRole> needed = EnumSet.noneOf(DatasetRole.class);
    switch (role) {
      case SERVING -> {
        if (LabelChecks.JOINED.stream().anyMatch(request::wants)
            || request.wants(Check.LABEL_JOINABLE)) {
          needed.add(DatasetRole.ACTUALS);
        }
      }
      case ACTUALS -> {
        if (request.wants(Check.LABEL_DOMAIN)) {
          needed.add(DatasetRole.SERVING);
        }
      }
      case TRAINING, TESTING -> {
        if (request.wants(Check.SCHEMA_DRIFT)) {
          needed.add(DatasetRole.SERVING);
        }
        if (role == DatasetRole.TESTING && request.wants(Check.SPLIT_OVERLAP)) {
          needed.add(DatasetRole.TRAINING);
        }
      }
    }
    needed.retainAll(model.datasets().keySet());
    return needed;
  }

  /**
   * Checks a dataset.
   *
   * @param model its model
   * @param dataset the dataset
   * @param table its table, pinned, and what is selected of it
   * @param binding its columns
   * @param siblings the tables of other datasets of the model, of those that could be opened
   * @param failures why the others could not be opened
   * @param request which checks, and how deep
   * @return the checks, in the order of {@link Check}
   */
  public List<CheckResult> check(
      ModelConfig model,
      DatasetConfig dataset,
      SelectedTable table,
      DatasetBinding binding,
      Map<DatasetRole, SelectedTable> siblings,
      Map<DatasetRole, String> failures,
      ValidationRequest request) {
    Related related =
        new Related(model, new Related.Side(dataset, table, binding), siblings, failures, request);
    progress.step(dataset.name(), "checking labels and other datasets");
    LabelChecks labels = new LabelChecks(related, queries, clock);
    LabelValues values = new LabelValues(related, queries);
    if (dataset.role() == DatasetRole.ACTUALS) {
      new ActualsChecks(related, queries).check(values);
    } else if (dataset.role() == DatasetRole.SERVING && related.has(DatasetRole.ACTUALS)) {
      labels.joined();
    } else {
      labels.own(values);
    }
    values.classes();
    if (dataset.role() == DatasetRole.TRAINING || dataset.role() == DatasetRole.TESTING) {
      if (related.has(DatasetRole.SERVING)) {
        new SchemaDrift(related).check();
      }
      if (dataset.role() == DatasetRole.TESTING && related.has(DatasetRole.TRAINING)) {
        new SplitChecks(related, queries).check();
      }
    }
    profile = labels.profile();
    return related.results().stream().sorted(Comparator.comparing(CheckResult::check)).toList();
  }

  /** {@return how labels come in; empty where there are none, or no check asked for it} */
  public Optional<LabelProfile> profile() {
    return profile;
  }

  /** {@return how many bytes of data files were opened for the checks} */
  public long bytes() {
    return queries.bytes();
  }
}
