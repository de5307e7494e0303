package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatasetValidationTest extends ShelfFixture {
  private DatasetReport validate(ArrowType time, List<@Nullable Object[]> rows) {
    table("events", List.of(column("id", TEXT), column("at", time)), rows);
    return validate();
  }

  private DatasetReport validate() {
    return open(dataset(DatasetRole.SERVING, "events"))
        .validate(List.of("churn.serving"), (dataset, doing) -> {})
        .datasets()
        .get(0);
  }

  private static CheckResult check(DatasetReport report, String code) {
    return report.checks().stream().filter(c -> c.code().equals(code)).findFirst().orElseThrow();
  }

  private static List<String> failed(DatasetReport report) {
    return report.checks().stream()
        .filter(c -> c.outcome() == Outcome.FAILED)
        .map(CheckResult::code)
        .toList();
  }

  @Test
  void s1CleanDataPassesEveryCheck() {
    DatasetReport report =
        validate(
            INSTANT,
            List.of(row("a", NOW.minusSeconds(9)), row("b", NOW), row("A", NOW.minusSeconds(1))));
    assertThat(report.checks()).allSatisfy(c -> assertThat(c.outcome()).isEqualTo(Outcome.PASSED));
    assertThat(report.checks())
        .extracting(CheckResult::code)
        .contains(
            "COLUMN_EXISTS",
            "COLUMN_TYPE",
            "TIMESTAMP_ZONE",
            "ROWS_PRESENT",
            "ID_NOT_NULL",
            "ID_UNIQUE",
            "TIMESTAMP_NOT_NULL",
            "TIMESTAMP_NOT_FUTURE");
    assertThat(report.rows()).hasValue(3);
    assertThat(report.firstTime()).contains(NOW.minusSeconds(9));
    assertThat(report.lastTime()).contains(NOW);
    assertThat(check(report, "ID_UNIQUE").basis().kind()).isEqualTo(Basis.Kind.SCAN);
    assertThat(check(report, "COLUMN_TYPE").basis().kind()).isEqualTo(Basis.Kind.SCHEMA);
  }

  @Test
  void s2CountsRowsWithoutIdAndShowsTheirTimes() {
    DatasetReport report =
        validate(INSTANT, List.of(row(null, NOW), row(null, null), row("", NOW), row("a", NOW)));
    CheckResult check = check(report, "ID_NOT_NULL");
    assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(check.count()).isEqualTo(2);
    assertThat(check.examples()).hasSize(2).anyMatch(e -> e.contains("2026-03-01T12:00"));
    assertThat(check(report, "ID_UNIQUE").outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void s2CountsTheRowsThatRepeatAnId() {
    DatasetReport report =
        validate(
            INSTANT,
            List.of(
                row("a", NOW),
                row("a", NOW),
                row("a", NOW),
                row("b", NOW),
                row("b", NOW),
                row("c", NOW),
                row(null, NOW),
                row(null, NOW)));
    CheckResult check = check(report, "ID_UNIQUE");
    assertThat(check.count()).isEqualTo(3);
    assertThat(check.examples()).containsExactly("a (3 rows)", "b (2 rows)");
    assertThat(failed(report)).containsExactlyInAnyOrder("ID_NOT_NULL", "ID_UNIQUE");
  }

  @Test
  void s1CountsRowsWithoutTimestampAndInTheFuture() {
    DatasetReport report =
        validate(
            INSTANT,
            List.of(
                row("a", null),
                row("b", NOW),
                row("c", NOW.plusNanos(1_000)),
                row("d", NOW.plusSeconds(86_400))));
    assertThat(check(report, "TIMESTAMP_NOT_NULL").count()).isEqualTo(1);
    assertThat(check(report, "TIMESTAMP_NOT_NULL").examples()).containsExactly("a");
    CheckResult range = check(report, "TIMESTAMP_NOT_FUTURE");
    assertThat(range.count()).isEqualTo(2);
    assertThat(range.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void s3WithoutZoneShowsTheRangeAsEvidence() {
    DatasetReport report =
        validate(
            LOCAL, List.<@Nullable Object[]>of(row("a", LocalDateTime.parse("2026-01-01T10:00"))));
    CheckResult zoneCheck = check(report, "TIMESTAMP_ZONE");
    assertThat(zoneCheck.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(zoneCheck.message()).contains("2026-01-01T10:00");
    assertThat(check(report, "TIMESTAMP_NOT_FUTURE").outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(check(report, "ID_UNIQUE").outcome()).isEqualTo(Outcome.PASSED);
    assertThat(report.firstTime()).isEmpty();
  }

  @Test
  void s3TellsTheRangeInTheInstantsThatReadsGive() {
    zone = Optional.of(ZoneId.of("Europe/Berlin"));
    // Both the hour that is left out in spring and the hour that comes twice in autumn.
    for (String time : List.of("2025-03-30T02:30", "2025-10-26T02:30", "2025-10-26T03:00")) {
      DatasetReport report =
          validate(LOCAL, List.<@Nullable Object[]>of(row("a", LocalDateTime.parse(time))));
      List<String> rows =
          read(
              open(dataset(DatasetRole.SERVING, "events")),
              ReadRequest.builder("churn.serving").columns(List.of("at")).build());
      assertThat(rows).containsExactly(report.firstTime().orElseThrow().toString());
      assertThat(report.lastTime()).isEqualTo(report.firstTime());
    }
  }

  @Test
  void s3CountsADateAsMidnightAlsoInTheReport() {
    zone = Optional.of(ZoneId.of("America/New_York"));
    DatasetReport report =
        validate(
            DATE,
            List.of(
                row("a", LocalDate.of(2026, 3, 1)),
                row("b", LocalDate.of(2026, 3, 2)),
                row("c", null)));
    assertThat(report.firstTime()).hasToString("Optional[2026-03-01T05:00:00Z]");
    assertThat(check(report, "TIMESTAMP_NOT_FUTURE").count()).isEqualTo(1);
    assertThat(check(report, "TIMESTAMP_NOT_NULL").count()).isEqualTo(1);
  }

  @Test
  void anEmptyTableIsAWarning() {
    DatasetReport report = validate(INSTANT, List.of());
    assertThat(failed(report)).containsExactly("ROWS_PRESENT");
    assertThat(check(report, "ROWS_PRESENT").severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void aMissingColumnLeavesTheOtherChecks() {
    table("events", List.of(column("at", INSTANT)), List.<@Nullable Object[]>of(row(NOW)));
    DatasetReport report = validate();
    assertThat(failed(report)).containsExactly("COLUMN_EXISTS");
    assertThat(check(report, "ID_UNIQUE").outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(check(report, "TIMESTAMP_NOT_FUTURE").outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void aScanThatFailsKeepsWhatTheSchemaDecided() {
    features.put("absent", FieldType.of(FieldType.Kind.NUMERIC));
    List<Field> fields = List.of(column("id", TEXT), column("at", INSTANT));
    shelf.tables.put(
        "events", new ShelfFactory.Table(new Schema(fields), (q, wanted) -> torn(wanted)));
    DatasetReport report = validate();
    assertThat(failed(report)).containsExactlyInAnyOrder("COLUMN_EXISTS", "SOURCE_READABLE");
    assertThat(check(report, "SOURCE_READABLE").message())
        .endsWith("(" + StandardErrorCode.CORRUPT_DATA + ")");
    assertThat(check(report, "TIMESTAMP_ZONE").outcome()).isEqualTo(Outcome.PASSED);
    assertThat(report.checks())
        .filteredOn(c -> c.outcome() == Outcome.SKIPPED)
        .extracting(CheckResult::code)
        .containsExactly(
            "ROWS_PRESENT",
            "ID_NOT_NULL",
            "ID_NOT_BLANK",
            "ID_UNIQUE",
            "TIMESTAMP_NOT_NULL",
            "TIMESTAMP_NOT_FUTURE",
            "TIMESTAMP_PLAUSIBLE");
    assertThat(report.provenance()).isPresent();
  }

  private static BatchReader torn(Schema wanted) {
    throw new ConnectorException(
        StandardErrorCode.CORRUPT_DATA, "the table is torn at " + wanted.getFields().size());
  }

  @Test
  void aTableThatDoesNotExistIsOneFailedCheck() {
    DatasetReport report = validate();
    assertThat(failed(report)).containsExactly("SOURCE_READABLE");
    assertThat(report.bytesRead()).isZero();
  }
}
