package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitChecksTest extends ShelfFixture {
  private static final ArrowType INT = new ArrowType.Int(32, true);

  private void put(String name, ArrowType id, ArrowType age, String... ids) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (String text : ids) {
      rows.add(row(id.equals(TEXT) ? text : Long.valueOf(text), NOW, null));
    }
    table(name, List.of(column("id", id), column("at", INSTANT), column("age", age)), rows);
  }

  private List<CheckResult> validate(Check check, String name) {
    features.put("age", FieldType.of(FieldType.Kind.NUMERIC));
    return open(
            dataset(DatasetRole.SERVING, "serving"),
            dataset(DatasetRole.TRAINING, "training"),
            dataset(DatasetRole.TESTING, "testing"))
        .validate(List.of(name), (dataset, doing) -> {})
        .datasets()
        .get(0)
        .checks()
        .stream()
        .filter(c -> c.check() == check)
        .toList();
  }

  private CheckResult one(Check check, String name) {
    List<CheckResult> found = validate(check, name);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void saysHowTypesOfTrainingAndServingDiffer() {
    put("serving", TEXT, LONG, "a");
    put("training", TEXT, LONG, "b");
    put("testing", TEXT, INT, "c");
    assertThat(one(Check.SCHEMA_DRIFT, "churn.training").outcome()).isEqualTo(Outcome.PASSED);
    CheckResult wider = one(Check.SCHEMA_DRIFT, "churn.testing");
    assertThat(wider.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(wider.severity()).isEqualTo(Severity.INFO);
    assertThat(wider.subject()).isEqualTo("age");
    assertThat(wider.message()).contains("widening", "int32", "int64", "'age' of churn.testing");
    assertThat(wider.basis().kind()).isEqualTo(Basis.Kind.SCHEMA);
    put("training", TEXT, DOUBLE, "b");
    assertThat(one(Check.SCHEMA_DRIFT, "churn.training").severity()).isEqualTo(Severity.WARNING);
    put("training", TEXT, TEXT, "b");
    assertThat(one(Check.SCHEMA_DRIFT, "churn.training").severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void aFieldThatOneDatasetLacksBreaks() {
    put("serving", TEXT, LONG, "a");
    put("testing", TEXT, LONG, "c");
    table(
        "training",
        List.of(column("id", TEXT), column("at", INSTANT)),
        List.<@Nullable Object[]>of(row("b", NOW)));
    CheckResult missing = one(Check.SCHEMA_DRIFT, "churn.training");
    assertThat(missing.severity()).isEqualTo(Severity.ERROR);
    assertThat(missing.message()).startsWith("breaking").contains("churn.training has none");
  }

  @Test
  void aColumnThatMayBeNullInServingOnlyIsLooser() {
    put("serving", TEXT, LONG, "a");
    put("testing", TEXT, LONG, "c");
    table(
        "training",
        List.of(column("id", TEXT), column("at", INSTANT), Field.notNullable("age", LONG)),
        List.<@Nullable Object[]>of(row("b", NOW, 1L)));
    CheckResult looser = one(Check.SCHEMA_DRIFT, "churn.training");
    assertThat(looser.severity()).isEqualTo(Severity.INFO);
    assertThat(looser.message()).contains("may be NULL");
  }

  @Test
  void servingThatCannotBeOpenedSkipsTheComparison() {
    put("training", TEXT, LONG, "a");
    put("testing", TEXT, LONG, "c");
    CheckResult skipped = one(Check.SCHEMA_DRIFT, "churn.training");
    assertThat(skipped.outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(skipped.message()).contains("churn.serving", "NOT_FOUND");
  }

  @Test
  void countsRowsOfTestingThatAreInTrainingToo() {
    put("serving", TEXT, LONG, "a");
    put("training", TEXT, LONG, "a", "b", "b", "c");
    put("testing", TEXT, LONG, "b", "b", "c", "C", "d");
    CheckResult overlap = one(Check.SPLIT_OVERLAP, "churn.testing");
    assertThat(overlap.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(overlap.count()).isEqualTo(3);
    assertThat(overlap.examples()).containsExactly("b", "c");
    assertThat(validate(Check.SPLIT_OVERLAP, "churn.training")).isEmpty();
    put("training", TEXT, LONG, "x");
    assertThat(one(Check.SPLIT_OVERLAP, "churn.testing").outcome()).isEqualTo(Outcome.PASSED);
    put("training", LONG, LONG, "1");
    CheckResult skipped = one(Check.SPLIT_OVERLAP, "churn.testing");
    assertThat(skipped.outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(skipped.message()).contains("string", "int64");
  }
}
