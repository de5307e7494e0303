package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Severity;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PredictionChecksTest extends ValidationFixture {
  private DatasetReport binary(@Nullable Object[]... rows) {
    modelType = ModelType.BINARY;
    predictions.put("yes", FieldType.of(FieldType.Kind.BOOLEAN));
    predictions.put("proba", FieldType.of(FieldType.Kind.NUMERIC));
    rows(List.of(column("yes", BOOLEAN), column("proba", DOUBLE)), rows.length, i -> rows[i]);
    return validate();
  }

  private DatasetReport classes(FieldType type, String expression, @Nullable Object[]... rows) {
    modelType = ModelType.MULTICLASS;
    predictions.put("p", type);
    selectExpr = List.of("id", "at", expression + " AS p");
    List<Field> parts =
        List.of(column("a", DOUBLE), column("b", DOUBLE), column("c", DOUBLE), column("n", LONG));
    rows(parts, rows.length, i -> rows[i]);
    return validate();
  }

  @Test
  void m1AProbabilityLiesBetweenZeroAndOne() {
    assertPassed(
        binary(row(false, 0.0), row(false, -0.0), row(true, 1.0)), Check.PROBABILITY_RANGE);
    assertFailed(
        binary(
            row(true, Math.nextUp(1.0)),
            row(true, 55.0),
            row(false, -Double.MIN_VALUE),
            row(true, Double.NaN),
            row(null, null)),
        Check.PROBABILITY_RANGE,
        4,
        "id0 (1.0000000000000002)",
        "id1 (55.0)",
        "id2 (-4.9E-324)",
        "id3 (NaN)");
  }

  @Test
  void m1OnlyBinaryModelsHaveProbabilities() {
    predictions.put("x", FieldType.of(FieldType.Kind.NUMERIC));
    rows(List.of(column("x", DOUBLE)), 1, i -> new @Nullable Object[] {55.0});
    assertThat(made(validate()))
        .doesNotContain(Check.PROBABILITY_RANGE, Check.PROBABILITY_SUM, Check.DECISION_AGREES);
  }

  @Test
  void theDecisionRisesWithItsProbability() {
    assertPassed(
        binary(
            row(true, 0.5),
            row(false, 0.5),
            row(true, 0.9),
            row(false, 0.1),
            row(null, 0.05),
            row(true, null),
            row(false, Double.NaN)),
        Check.DECISION_AGREES);
    DatasetReport report = binary(row(true, 0.4), row(false, 0.6), row(true, 0.9));
    assertThat(failed(report)).contains(Check.DECISION_AGREES);
    assertThat(check(report, Check.DECISION_AGREES).message()).contains("0.4", "0.6");
    assertThat(check(report, Check.DECISION_AGREES).severity()).isEqualTo(Severity.INFO);
    assertPassed(binary(row(true, 0.1), row(true, 0.9)), Check.DECISION_AGREES);
  }

  @Test
  void probabilitiesOfClassesAddUpToOne() {
    FieldType vector = FieldType.of(FieldType.Kind.VECTOR);
    String list = "slice(array(a, b, c), 1, CAST(n AS INT))";
    assertPassed(
        classes(
            vector,
            list,
            row(0.5, 0.25, 0.25, 3L),
            row(0.5, 0.5, 9.0, 2L),
            row(0.5, 0.25, 0.255, 3L),
            row(1.0, null, null, 3L),
            row(0.0, 0.0, 0.0, null)),
        Check.PROBABILITY_SUM);
    DatasetReport report =
        classes(
            vector,
            list,
            row(0.5, 0.25, 0.25, 3L),
            row(0.5, 0.25, 0.27, 3L),
            row(0.5, 0.4, 0.0, 3L),
            row(0.5, Double.NaN, 0.5, 3L),
            row(0.0, 0.0, 0.0, 0L));
    assertFailed(report, Check.PROBABILITY_SUM, 4, "id1", "id2", "id3", "id4");
    assertThat(check(report, Check.PROBABILITY_SUM).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void valuesOfADictAndOfNestedListsAddUpToo() {
    assertFailed(
        classes(
            FieldType.of(FieldType.Kind.DICT),
            "map('x', a, 'y', b)",
            row(0.5, 0.5, 0.0, 0L),
            row(0.5, 0.2, 0.0, 0L)),
        Check.PROBABILITY_SUM,
        1,
        "id1");
    assertFailed(
        classes(
            new FieldType(FieldType.Kind.TENSOR, List.of(1, 2)),
            "array(array(a, b))",
            row(0.5, 0.5, 0.0, 0L),
            row(0.5, 0.2, 0.0, 0L)),
        Check.PROBABILITY_SUM,
        1,
        "id1");
  }
}
