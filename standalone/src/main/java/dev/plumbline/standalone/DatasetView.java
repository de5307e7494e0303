package dev.plumbline.standalone;

import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.FieldProfile;
import dev.plumbline.runtime.validate.LabelProfile;
import dev.plumbline.runtime.validate.TimeHistogram;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** One dataset's report, in the words, figures and order that all forms of it share. */
final class DatasetView {
  /**
   * A figure and its name.
   *
   * @param name what it is, such as {@code Rows}
   * @param value the figure with its unit
   */
  record Fact(String name, String value) {}

  /**
   * A field that has NULLs.
   *
   * @param field its schema name
   * @param count in how many rows it is NULL
   * @param ratio the same as a part of all rows
   * @param share the same in percent
   */
  record Nulls(String field, long count, double ratio, String share) {}

  /**
   * How checks were decided.
   *
   * @param how from what
   * @param checks how many
   * @param bytes how many bytes were read for it
   */
  record Decided(Basis.Kind how, long checks, long bytes) {
    String words() {
      return FindingView.decided(new Basis(how, bytes));
    }
  }

  /** The columns of the mapping table. */
  static final List<String> MAPPING =
      List.of(
          "role", "field", "declared", "column", "type", "NULLs", "distinct", "least", "greatest");

  private final DatasetReport report;
  private final List<FindingView> checks;

  DatasetView(DatasetReport report, Optional<String> configuration) {
    this.report = report;
    this.checks =
        report.checks().stream()
            .map(check -> new FindingView(check, report.rows(), configuration))
            .toList();
  }

  DatasetReport report() {
    return report;
  }

  String name() {
    return report.dataset();
  }

  /** The source and what is read of it. */
  String relation() {
    return report.source() + "/" + report.relation();
  }

  /** The worst that was found. */
  ReportStatus verdict() {
    return checks.stream()
        .map(FindingView::status)
        .filter(ReportStatus::isFinding)
        .min(Comparator.naturalOrder())
        .orElse(checks.isEmpty() ? ReportStatus.SKIPPED : ReportStatus.PASSED);
  }

  /** The failed checks, worst first. */
  List<FindingView> findings() {
    return checks.stream()
        .filter(check -> check.status().isFinding())
        .sorted(FindingView.WORST_FIRST)
        .toList();
  }

  /** The checks that came out so, in their own order. */
  List<FindingView> with(ReportStatus status) {
    return checks.stream().filter(check -> check.status() == status).toList();
  }

  /** Every check, in its own order. */
  List<FindingView> checks() {
    return checks;
  }

  /** What is known of the dataset as a whole. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Source", relation()));
    report.provenance().ifPresent(p -> facts.add(new Fact("State", PlanView.state(p))));
    report.rows().ifPresent(rows -> facts.add(new Fact("Rows", Units.count(rows))));
    times().ifPresent(span -> facts.add(new Fact("Times", span)));
    facts.add(
        new Fact(
            "Read", Units.bytes(report.bytesRead()) + " in " + Units.duration(report.elapsed())));
    return facts;
  }

  /** Which state of the source was checked. */
  List<Fact> provenance() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Source", report.source()));
    facts.add(new Fact("Relation", report.relation()));
    report
        .provenance()
        .ifPresentOrElse(
            state -> {
              facts.add(new Fact("State", state.kind().replace('-', ' ') + " " + state.id()));
              state.at().ifPresent(at -> facts.add(new Fact("Reached", time(at))));
            },
            () -> facts.add(new Fact("State", "not known")));
    return facts;
  }

  /** The first and the last timestamp. */
  Optional<String> times() {
    return report
        .firstTime()
        .flatMap(first -> report.lastTime().map(last -> time(first) + " to " + time(last)));
  }

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** How checks were decided, cheapest first. */
  List<Decided> decided() {
    return decided(checks);
  }

  static List<Decided> decided(List<FindingView> checks) {
    List<Decided> decided = new ArrayList<>();
    for (Basis.Kind kind : Basis.Kind.values()) {
      List<Basis> bases =
          checks.stream().map(c -> c.result().basis()).filter(b -> b.kind() == kind).toList();
      if (!bases.isEmpty()) {
        // Checks of one scan share its bytes.
        long bytes = bases.stream().mapToLong(Basis::bytes).max().orElse(0);
        decided.add(new Decided(kind, bases.size(), bytes));
      }
    }
    return decided;
  }

  Optional<TimeHistogram> histogram() {
    return report
        .times()
        .filter(times -> times.counts().stream().anyMatch(count -> count > 0))
        .filter(times -> !times.width().isNegative() && !times.width().isZero());
  }

  /** What the histogram shows. */
  static String words(TimeHistogram times) {
    long most = times.counts().stream().mapToLong(Long::longValue).max().orElse(0);
    long empty = times.counts().stream().filter(count -> count == 0).count();
    return "rows per "
        + Units.each(times.width())
        + ", at most "
        + Units.count(most)
        + (empty == 0 ? "" : ", " + Units.count(empty) + " of " + times.counts().size() + " empty");
  }

  /** When the histogram's last time ends. */
  static Instant end(TimeHistogram times) {
    return times.start().plus(times.width().multipliedBy(times.counts().size()));
  }

  /** The fields that have NULLs, most first. */
  List<Nulls> nulls() {
    if (report.rows().isEmpty() || report.rows().getAsLong() == 0) {
      return List.of();
    }
    long rows = report.rows().getAsLong();
    return report.fields().stream()
        .filter(field -> field.nulls().orElse(0) > 0)
        .sorted(
            Comparator.comparingLong((FieldProfile field) -> field.nulls().orElse(0)).reversed())
        .map(
            field -> {
              long nulls = Math.min(rows, field.nulls().orElse(0));
              return new Nulls(
                  field.name(), nulls, (double) nulls / rows, Units.share(nulls, rows));
            })
        .toList();
  }

  /** How many fields are known to have no NULL. */
  long fieldsWithoutNulls() {
    return report.fields().stream()
        .filter(field -> field.nulls().isPresent() && field.nulls().getAsLong() == 0)
        .count();
  }

  Optional<LabelProfile> labels() {
    return report.labels();
  }

  /** How many rows have a label. */
  static String coverage(LabelProfile labels) {
    if (labels.maturity().isEmpty()) {
      return labels.rows() == 0
          ? "no predictions"
          : Units.share(labels.labelled(), labels.rows())
              + " of "
              + Units.count(labels.rows(), "row has", "rows have")
              + " a label";
    }
    String maturity = Units.span(labels.maturity().get());
    return labels.mature() == 0
        ? "no row is older than " + maturity
        : Units.share(labels.matureLabelled(), labels.mature())
            + " of "
            + Units.count(labels.mature(), "row", "rows")
            + " older than "
            + maturity
            + (labels.mature() == 1 ? " has" : " have")
            + " a label";
  }

  /** After which delays most labels are known; empty where that is unknown. */
  static String delays(LabelProfile labels) {
    List<String> words = new ArrayList<>();
    for (double part : new double[] {0.5, 0.9}) {
      labels.curve().stream()
          .filter(point -> point.share() >= part)
          .findFirst()
          .ifPresent(
              point ->
                  words.add(
                      (part < 0.9 ? "half" : "90 %")
                          + " are known within "
                          + Units.about(point.delay())));
    }
    return String.join(", ", words);
  }

  /** The delay that the label curve runs to. */
  static Duration longest(LabelProfile labels) {
    return labels.curve().get(labels.curve().size() - 1).delay();
  }

  /** The cells of the mapping table, a row for each field. */
  List<List<String>> mapping() {
    return report.fields().stream().map(this::cells).toList();
  }

  private List<String> cells(FieldProfile field) {
    return Arrays.asList(
        role(field.role()),
        field.name(),
        field.type().map(Object::toString).orElse(""),
        field.column(),
        field.columnType(),
        nulls(field),
        count(field.distinct()),
        field.min().orElse(""),
        field.max().orElse(""));
  }

  private String nulls(FieldProfile field) {
    if (field.nulls().isEmpty()) {
      return "";
    }
    long nulls = field.nulls().getAsLong();
    return nulls == 0 || report.rows().orElse(0) == 0
        ? Units.count(nulls)
        : Units.count(nulls) + " (" + Units.share(nulls, report.rows().getAsLong()) + ")";
  }

  private static String count(OptionalLong count) {
    return count.isPresent() ? Units.count(count.getAsLong()) : "";
  }

  static String role(FieldRole role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
