package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.DuplicateIds;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdChecksTest extends ValidationFixture {
  private DatasetReport ids(ArrowType type, @Nullable Object... ids) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (@Nullable Object id : ids) {
      rows.add(row(id, NOW.minusSeconds(rows.size())));
    }
    table("events", List.of(column("id", type), column("at", INSTANT)), rows);
    return validate();
  }

  @Test
  void s2EveryRowHasAnId() {
    assertPassed(ids(TEXT, "a", "", "b"), Check.ID_NOT_NULL);
    positions.put("id_column", new Position(12, 7));
    DatasetReport report = ids(LONG, 1L, null, 2L);
    assertFailed(report, Check.ID_NOT_NULL, 1, "the row of 2026-03-01T11:59:59Z");
    assertThat(check(report, Check.ID_NOT_NULL).at()).isEqualTo(new Position(12, 7));
  }

  @Test
  void s2AnIdIsNotBlank() {
    assertPassed(ids(TEXT, "a", " b", null), Check.ID_NOT_BLANK);
    assertFailed(
        ids(TEXT, "a", "", "  "),
        Check.ID_NOT_BLANK,
        2,
        "the row of 2026-03-01T11:59:58Z",
        "the row of 2026-03-01T11:59:59Z");
    assertThat(made(ids(LONG, 1L))).doesNotContain(Check.ID_NOT_BLANK);
  }

  @Test
  void s2EveryRepetitionIsCounted() {
    assertPassed(ids(TEXT, "a", "A", "a ", null, null), Check.ID_UNIQUE);
    DatasetReport report = ids(LONG, 7L, 7L, 7L, 8L, 9L, 9L, null, null);
    assertFailed(report, Check.ID_UNIQUE, 3, "7 (3 rows)", "9 (2 rows)");
    assertThat(check(report, Check.ID_UNIQUE).severity()).isEqualTo(Severity.ERROR);
    assertThat(check(report, Check.ID_UNIQUE).message()).startsWith("3 of 8 rows");
    assertFailed(
        ids(new ArrowType.Decimal(20, 0, 128), new BigDecimal("5"), new BigDecimal("5")),
        Check.ID_UNIQUE,
        1,
        "5 (2 rows)");
  }

  @Test
  void s2APolicyThatChoosesMakesDuplicatesAWarning() {
    for (DuplicateIds policy : List.of(DuplicateIds.FIRST, DuplicateIds.LAST)) {
      duplicateIds = policy;
      DatasetReport report = ids(TEXT, "a", "a");
      assertFailed(report, Check.ID_UNIQUE, 1, "a (2 rows)");
      assertThat(check(report, Check.ID_UNIQUE).severity()).isEqualTo(Severity.WARNING);
    }
    for (DuplicateIds policy : List.of(DuplicateIds.IGNORE, DuplicateIds.ERROR)) {
      duplicateIds = policy;
      assertThat(check(ids(TEXT, "a", "a"), Check.ID_UNIQUE).severity()).isEqualTo(Severity.ERROR);
    }
  }

  @Test
  void s5OfActualsDuplicatesAreToldOnly() {
    role = DatasetRole.ACTUALS;
    predictions.put("p", FieldType.of(FieldType.Kind.NUMERIC));
    labels.put("p", "outcome");
    table(
        "events",
        List.of(column("id", TEXT), column("at", INSTANT), column("outcome", DOUBLE)),
        List.of(row("a", NOW, 1.0), row("a", NOW, 2.0)));
    DatasetReport report = validate();
    assertFailed(report, Check.ID_UNIQUE, 1, "a (2 rows)");
    assertThat(check(report, Check.ID_UNIQUE).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void s8SamplingDoesNotHideRows() {
    sampleSize = new BigDecimal("0.000001");
    assertFailed(ids(TEXT, "a", "a", "b"), Check.ID_UNIQUE, 1, "a (2 rows)");
  }

  @Test
  void showsFiveExamplesAndNoMore() {
    demand("x", null, "0", null);
    features.put("x", FieldType.of(FieldType.Kind.NUMERIC));
    rows(List.of(column("x", LONG)), 20, i -> new @Nullable Object[] {-1L});
    assertFailed(
        validate(), Check.RANGE, 20, "id0 (-1)", "id1 (-1)", "id10 (-1)", "id11 (-1)", "id12 (-1)");
  }
}
