package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.validate.ValidationSnapshot.Dataset;
import dev.plumbline.runtime.validate.ValidationSnapshot.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is different between two validations.
 *
 * @param datasets every dataset of either, those of the later one first
 * @since 0.1.0
 */
public record ValidationComparison(List<DatasetChange> datasets) {
  /** Copies the datasets. */
  public ValidationComparison {
    datasets = List.copyOf(datasets);
  }

  /**
   * How a finding is different.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** It failed now and did not before. */
    NEW,
    /** It failed both times, and more rows are wrong or it is worse. */
    WORSE,
    /** It failed both times, and fewer rows are wrong or it is milder. */
    BETTER,
    /** It failed before, and cannot be decided or was not looked at now. */
    UNDECIDED,
    /** It failed before and passed now. */
    GONE
  }

  /**
   * A finding that is different.
   *
   * @param kind how
   * @param before what was found first; empty where nothing was
   * @param after what was found then; empty where nothing was
   * @since 0.1.0
   */
  public record FindingChange(Kind kind, Optional<Finding> before, Optional<Finding> after) {
    /** Checks that nothing is absent. */
    public FindingChange {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(after, "after");
    }

    /** {@return the finding, as it is now where it is there} */
    public Finding finding() {
      return after.or(() -> before).orElseThrow();
    }

    /** {@return whether something fails now that did not fail so before} */
    public boolean isNewFailure() {
      return kind == Kind.NEW || kind == Kind.WORSE;
    }
  }

  /**
   * A dataset of either validation.
   *
   * @param name such as {@code churn.serving}
   * @param before how it was; empty where it was not validated
   * @param after how it is; empty where it was not validated
   * @param changes the findings that are different, the worst first
   * @param unchanged how many failures are the same
   * @since 0.1.0
   */
  public record DatasetChange(
      String name,
      Optional<Dataset> before,
      Optional<Dataset> after,
      List<FindingChange> changes,
      int unchanged) {
    /** Copies the changes. */
    public DatasetChange {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(after, "after");
      changes = List.copyOf(changes);
    }

    /** {@return by how many rows it grew; empty where either number is not known} */
    public OptionalLong rowsAdded() {
      return before.isEmpty()
              || after.isEmpty()
              || before.get().rows().isEmpty()
              || after.get().rows().isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(after.get().rows().getAsLong() - before.get().rows().getAsLong());
    }
  }

  private record Key(String code, String subject) {
    static Key of(Finding finding) {
      return new Key(finding.code(), finding.subject());
    }
  }

  /**
   * Compares.
   *
   * @param before the earlier validation
   * @param after the later one
   * @return what is different
   */
  public static ValidationComparison of(ValidationSnapshot before, ValidationSnapshot after) {
    Set<String> names = new LinkedHashSet<>();
    after.datasets().forEach(d -> names.add(d.name()));
    before.datasets().forEach(d -> names.add(d.name()));
    return new ValidationComparison(
        names.stream()
            .map(name -> dataset(name, before.dataset(name), after.dataset(name)))
            .toList());
  }

  private static DatasetChange dataset(
      String name, Optional<Dataset> before, Optional<Dataset> after) {
    List<FindingChange> changes = new ArrayList<>();
    int unchanged = 0;
    // Of a dataset that was not looked at, nothing is known: its findings are not gone.
    if (after.isPresent()) {
      Map<Key, Finding> old = findings(before);
      Map<Key, Finding> now = findings(after);
      for (Map.Entry<Key, Finding> entry : now.entrySet()) {
        Optional<Finding> was = Optional.ofNullable(old.get(entry.getKey()));
        Optional<Kind> kind = kind(was, entry.getValue());
        kind.ifPresent(k -> changes.add(new FindingChange(k, was, Optional.of(entry.getValue()))));
        unchanged += kind.isEmpty() && entry.getValue().isFailure() ? 1 : 0;
      }
      old.forEach(
          (key, was) -> {
            if (was.isFailure() && !now.containsKey(key)) {
              // A check that was made of other subjects was made: this one has nothing wrong now.
              boolean made = now.keySet().stream().anyMatch(k -> k.code().equals(key.code()));
              changes.add(
                  new FindingChange(
                      made ? Kind.GONE : Kind.UNDECIDED, Optional.of(was), Optional.empty()));
            }
          });
    }
    changes.sort(
        (a, b) ->
            a.kind() != b.kind()
                ? a.kind().compareTo(b.kind())
                : a.finding().severity().compareTo(b.finding().severity()));
    return new DatasetChange(name, before, after, changes, unchanged);
  }

  /**
   * A check may be made several times of one subject: the failure with most rows stands for all.
   */
  private static Map<Key, Finding> findings(Optional<Dataset> dataset) {
    Map<Key, Finding> all = new LinkedHashMap<>();
    dataset.stream()
        .flatMap(d -> d.findings().stream())
        .forEach(
            f ->
                all.merge(
                    Key.of(f),
                    f,
                    (a, b) ->
                        a.isFailure() != b.isFailure()
                            ? (a.isFailure() ? a : b)
                            : a.count() >= b.count() ? a : b));
    return all;
  }

  private static Optional<Kind> kind(Optional<Finding> before, Finding after) {
    boolean failed = before.map(Finding::isFailure).orElse(false);
    if (after.isFailure()) {
      if (!failed) {
        return Optional.of(Kind.NEW);
      }
      Finding old = before.get();
      int severity = after.severity().compareTo(old.severity());
      int order = severity != 0 ? -severity : Long.compare(after.count(), old.count());
      return order == 0 ? Optional.empty() : Optional.of(order > 0 ? Kind.WORSE : Kind.BETTER);
    }
    if (!failed) {
      return Optional.empty();
    }
    return Optional.of(after.outcome() == Outcome.PASSED ? Kind.GONE : Kind.UNDECIDED);
  }

  /**
   * Counts failures that are new or worse.
   *
   * @param severity the severity to count
   * @return how many there are, over all datasets
   */
  public long newFailures(Severity severity) {
    return datasets.stream()
        .flatMap(d -> d.changes().stream())
        .filter(c -> c.isNewFailure() && c.finding().severity() == severity)
        .count();
  }
}
