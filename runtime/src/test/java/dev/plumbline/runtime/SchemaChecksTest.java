package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.LocatedProblem;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.FieldProfile;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationRequest;
import dev.plumbline.spi.ConfigProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaChecksTest extends ValidationFixture {
  @Test
  void m3TwoFieldsOfOneColumnAreAnError() {
    features.put("amount", FieldType.of(FieldType.Kind.NUMERIC));
    features.put("total", FieldType.of(FieldType.Kind.NUMERIC));
    columns.put("total", "AMOUNT");
    rows(List.of(column("amount", DOUBLE)), 1, i -> new @Nullable Object[] {1.0});
    DatasetReport report = validate();
    assertFailed(report, Check.COLUMN_MAPPED_ONCE, 2);
    assertThat(check(report, Check.COLUMN_MAPPED_ONCE).message())
        .contains("'amount'", "feature 'total'");
  }

  @Test
  void s5LabelsMayShareAColumn() {
    predictions.put("p", FieldType.of(FieldType.Kind.NUMERIC));
    predictions.put("q", FieldType.of(FieldType.Kind.NUMERIC));
    labels.put("p", "outcome");
    labels.put("q", "outcome");
    rows(
        List.of(column("p", DOUBLE), column("q", DOUBLE), column("outcome", DOUBLE)),
        1,
        i -> new @Nullable Object[] {1.0, 2.0, 3.0});
    assertPassed(validate(), Check.COLUMN_MAPPED_ONCE);
  }

  @Test
  void columnsThatNobodyMapsAreOneFinding() {
    rows(
        List.of(column("x", DOUBLE), column("y", TEXT)), 1, i -> new @Nullable Object[] {1.0, "a"});
    DatasetReport report = validate();
    assertFailed(report, Check.COLUMN_UNUSED, 2, "x", "y");
    assertThat(check(report, Check.COLUMN_UNUSED).severity()).isEqualTo(Severity.INFO);
    selectExpr = List.of("id", "at");
    assertPassed(validate(), Check.COLUMN_UNUSED);
    assertPassed(validate(), Check.SELECT_EXPR_VALID);
  }

  @Test
  void s7WarningsBelowTheDatasetAreTold() {
    warnings.add(warning("models.churn.serving.read_options.spark.executor.memory", 14));
    warnings.add(warning("models.churn.training.read_options.x", 15));
    warnings.add(warning("sources.here.password", 16));
    rows(List.of(), 1, i -> new @Nullable Object[0]);
    DatasetReport report = validate();
    assertThat(report.checks())
        .filteredOn(c -> c.check() == Check.OPTION_USED)
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.outcome()).isEqualTo(Outcome.FAILED);
              assertThat(c.severity()).isEqualTo(Severity.INFO);
              assertThat(c.subject()).isEqualTo("read_options.spark.executor.memory");
              assertThat(c.at()).isEqualTo(new Position(14, 1));
            });
  }

  private static LocatedProblem warning(String key, int line) {
    return new LocatedProblem(
        ConfigProblem.warning(ConfigProblem.Code.CONFLICT, key, "means nothing here"),
        Path.of("plumbline.yaml"),
        new Position(line, 1));
  }

  @Test
  void theSchemaAloneReadsNothing() {
    features.put("x", FieldType.of(FieldType.Kind.NUMERIC));
    rows(List.of(column("x", DOUBLE)), 3, i -> new @Nullable Object[] {1.0});
    DatasetReport report =
        validate(ValidationRequest.builder().depth(ValidationRequest.Depth.SCHEMA).build());
    assertThat(report.checks())
        .allSatisfy(
            c ->
                assertThat(c.basis().kind())
                    .isEqualTo(
                        c.outcome() == Outcome.SKIPPED ? Basis.Kind.NONE : Basis.Kind.SCHEMA));
    assertThat(check(report, Check.COLUMN_TYPE).outcome()).isEqualTo(Outcome.PASSED);
    assertThat(check(report, Check.ID_UNIQUE).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(report.bytesRead()).isZero();
    assertThat(report.rows()).isEmpty();
  }

  @Test
  void withoutStatisticsEverythingElseNeedsAScan() {
    rows(List.of(), 3, i -> new @Nullable Object[0]);
    DatasetReport report =
        validate(ValidationRequest.builder().depth(ValidationRequest.Depth.STATISTICS).build());
    assertThat(check(report, Check.ROWS_PRESENT).message()).contains("needs a scan");
    assertThat(check(report, Check.ID_UNIQUE).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(made(report)).doesNotContain(Check.SOURCE_READABLE);
  }

  @Test
  void onlyTheChecksAskedForAreMade() {
    features.put("x", FieldType.of(FieldType.Kind.NUMERIC));
    rows(List.of(column("x", DOUBLE)), 3, i -> new @Nullable Object[] {Double.NaN});
    DatasetReport report =
        validate(
            ValidationRequest.builder()
                .only(Set.of(Check.NUMBER_FINITE, Check.COLUMN_TYPE))
                .build());
    assertThat(made(report)).containsExactly(Check.COLUMN_TYPE, Check.NUMBER_FINITE);
    assertFailed(report, Check.NUMBER_FINITE, 3, "id0 (NaN)", "id1 (NaN)", "id2 (NaN)");
  }

  @Test
  void aPathThatCannotBeReadIsToldWhateverWasAskedFor() {
    DatasetReport report =
        validate(ValidationRequest.builder().only(Set.of(Check.ID_UNIQUE)).build());
    assertThat(report.checks())
        .extracting(CheckResult::check)
        .containsExactly(Check.SOURCE_READABLE);
  }

  @Test
  void checksComeInTheirOrder() {
    features.put("x", FieldType.of(FieldType.Kind.CATEGORICAL));
    rows(List.of(column("x", TEXT)), 3, i -> new @Nullable Object[] {"a"});
    List<Check> checks = validate().checks().stream().map(CheckResult::check).toList();
    assertThat(checks).isSorted();
    assertThat(checks).contains(Check.SOURCE_READABLE, Check.CATEGORY_SPELLING);
  }

  @Test
  void everyMappedColumnHasAProfile() {
    features.put("x", FieldType.of(FieldType.Kind.NUMERIC));
    features.put("word", FieldType.of(FieldType.Kind.CATEGORICAL));
    features.put("wrong", FieldType.of(FieldType.Kind.BOOLEAN));
    rows(
        List.of(column("x", LONG), column("word", TEXT), column("wrong", TEXT)),
        5,
        i -> new @Nullable Object[] {i == 0 ? null : (Object) (long) i, "w" + i % 2, "t"});
    DatasetReport report = validate();
    assertThat(report.fields())
        .extracting(FieldProfile::name)
        .containsExactly("id", "at", "x", "word", "wrong");
    FieldProfile x = profile(report, "x");
    assertThat(x.nulls()).hasValue(1);
    assertThat(x.min()).contains("1");
    assertThat(x.max()).contains("4");
    assertThat(x.columnType()).isEqualTo("int64");
    assertThat(profile(report, "word").distinct()).hasValue(2);
    assertThat(profile(report, "wrong").nulls()).isEmpty();
    assertThat(profile(report, "at").min()).contains("2026-03-01T11:56:00Z");
    assertThat(report.rows()).hasValue(5);
  }

  @Test
  void aColumnOfNothingButNullIsNoError() {
    features.put("x", FieldType.of(FieldType.Kind.NUMERIC));
    rows(
        List.of(column("x", new org.apache.arrow.vector.types.pojo.ArrowType.Null())),
        2,
        i -> new @Nullable Object[] {null});
    DatasetReport report = validate();
    assertFailed(report, Check.NOT_ALL_NULL, 2);
    assertThat(failed(report)).containsExactly(Check.NOT_ALL_NULL);
  }

  @Test
  void s5OfActualsOnlyLabelsAreMapped() {
    role = DatasetRole.ACTUALS;
    predictions.put("p", FieldType.of(FieldType.Kind.NUMERIC));
    labels.put("p", "outcome");
    rows(List.of(column("outcome", DOUBLE)), 2, i -> new @Nullable Object[] {null});
    DatasetReport report = validate();
    assertThat(failed(report)).isEmpty();
    assertThat(profile(report, "p").nulls()).hasValue(2);
  }
}
