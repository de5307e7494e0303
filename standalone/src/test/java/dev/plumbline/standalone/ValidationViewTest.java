package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValidationViewTest {
  @Test
  void showsFailuresFirstAndSumsUpTheRest() {
    assertThat(
            ValidationView.text(Reports.validation(), ValidationView.Detail.FAILED, Reports.PLAIN))
        .isEqualTo(
            """
            churn.serving  lake/serving, delta version 14 of 2026-03-01T08:00:00Z
              100,792 rows, 2026-02-15T00:00:01Z to 2026-02-28T23:59:58Z, 3.2 MB read in 412 ms
              FAIL ID_UNIQUE prediction_id  74, 0.07 %
                   37 ids occur more than once
                   such as p-17, p-\\u001b[31m42
                   -> read with duplicate_ids: last
                   decided by a scan of 3.2 MB, line 31, docs/checks.md#id_unique
              warn TIMESTAMP_NOT_NULL prediction_timestamp  12, 0.01 %
                   12 of 100792 rows have no timestamp
                   -> find the client without a clock
                   decided by statistics, 0 bytes read, docs/checks.md#timestamp_not_null
              skip COLUMN_TYPE prediction_id: all is as it should be
              ok   2 checks passed: 1 by the schema; 1 by statistics, 0 bytes read

            1 dataset, 1 error, 1 warning, 2 passed, 1 skipped, 3.2 MB read
            """);
  }

  @Test
  void listsWhatPassedWhenAskedTo() {
    assertThat(ValidationView.text(Reports.validation(), ValidationView.Detail.ALL, Reports.FRAMED))
        .contains(
            "  ✓ COLUMN_EXISTS prediction_id: all is as it should be (by the schema)\n"
                + "  ✓ ID_NOT_NULL prediction_id: all is as it should be (by statistics, 0 bytes"
                + " read)\n")
        .doesNotContain("checks passed");
  }

  @Test
  void coloursOnlyWhereColoursAreShown() {
    assertThat(
            ValidationView.text(Reports.validation(), ValidationView.Detail.FAILED, Reports.RICH))
        .contains("\u001b[31mID_UNIQUE\u001b[0m");
    assertThat(
            ValidationView.text(Reports.validation(), ValidationView.Detail.FAILED, Reports.FRAMED))
        .contains("✗ ID_UNIQUE")
        .doesNotContain("\u001b");
  }

  @Test
  void drawsProfilesWhereCharactersAreShown() {
    assertThat(
            ValidationView.text(Reports.profiled(), ValidationView.Detail.FAILED, Reports.FRAMED))
        .startsWith(
            """
            churn.serving  lake/serving · delta version 14 of 2026-03-01T08:00:00Z
              100,000 rows · 2026-02-15T00:00:01Z to 2026-02-24T23:59:58Z · 3.2 MB read in 412 ms
              times   ▄▅▄▅▅·▅▅█▅  rows per day, at most 14,110, 1 of 10 empty
              labels  ·▅███  98.7 % of 60,000 rows older than 14 days have a label
                      half are known within 2 days, 90 % are known within 7 days
              NULLs   ███▊           37.0 %  embedding
                      ▍               4.1 %  tenure_months
                      none in 1 field
              ✗ NULL_RATIO tenure_months  4,100 · 4.1 %
            """);
  }

  @Test
  void describesProfilesElsewhere() {
    assertThat(ValidationView.text(Reports.profiled(), ValidationView.Detail.FAILED, Reports.PLAIN))
        .contains("  times   rows per day, at most 14,110, 1 of 10 empty\n")
        .contains("  NULLs      37.0 %  embedding\n")
        .matches(text -> text.chars().allMatch(c -> c < 0x7f));
  }

  @Test
  void fitsOnAScreenWhereNothingIsWrong() {
    assertThat(
            ValidationView.text(Reports.clean(60), ValidationView.Detail.FAILED, Reports.FRAMED)
                .lines())
        .hasSizeLessThanOrEqualTo(24)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void writesAllOfItAsJson() {
    assertThat(Json.pretty(ValidationView.json(Reports.validation())))
        .startsWith(
            """
            {
              "version": 1,
              "command": "validate",
              "errors": 1,
              "warnings": 1,
              "notes": 0,
              "passed": 2,
              "skipped": 1,
              "at": "2026-03-01T09:00:00Z",
              "elapsed_ms": 412,
              "configuration": null,
              "datasets": [
                {
                  "dataset": "churn.serving",
                  "source": "lake",
                  "relation": "serving",
                  "state": {
                    "kind": "delta-version",
                    "id": "14",
                    "at": "2026-03-01T08:00:00.500Z"
                  },
                  "rows": 100792,
                  "first_time": "2026-02-15T00:00:01Z",
                  "last_time": "2026-02-28T23:59:58Z",
                  "bytes_read": 3200000,
                  "elapsed_ms": 412,
                  "checks": [
                    {
                      "code": "COLUMN_EXISTS",
                      "severity": "error",
                      "outcome": "passed",
                      "subject": "prediction_id",
                      "message": "all is as it should be",
                      "advice": "",
                      "basis": {
                        "kind": "schema",
                        "bytes": 0
                      },
                      "count": 0,
                      "examples": [],
                      "line": null,
                      "docs": "docs/checks.md#column_exists"
                    },
            """)
        .contains("\"p-\\u001b[31m42\"");
  }
}
