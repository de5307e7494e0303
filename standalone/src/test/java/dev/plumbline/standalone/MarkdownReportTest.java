package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");

  @Test
  void showsEveryFindingInATable() {
    assertThat(ReportFormat.MD.text(Reports.validation(), Optional.of("plumbline.yaml")))
        .isEqualTo(
            """
            ## ❌ 1 error and 1 warning in churn.serving

            | Dataset | Rows | State | Errors | Warnings | Notes | Passed | Skipped |
            |---|---:|---|---:|---:|---:|---:|---:|
            | ❌ `churn.serving` | 100,792 | delta version 14 of 2026-03-01T08:00:00Z | 1 | 1 | 0 | 2 | 1 |

            ### `churn.serving`

            |  | Check | Finding | Count | Examples | Likely fix | Where |
            |---|---|---|---:|---|---|---|
            | ❌ | `ID_UNIQUE`<br>`prediction_id` | 37 ids occur more than once<br>decided by a scan of 3.2 MB | 74<br>0.07 % | `p-17`<br>`p-\\u001b[31m42` | read with duplicate\\_ids: last | `plumbline.yaml:31` |
            | ⚠️ | `TIMESTAMP_NOT_NULL`<br>`prediction_timestamp` | 12 of 100792 rows have no timestamp<br>decided by statistics, 0 bytes read | 12<br>0.01 % |  | find the client without a clock |  |

            Configuration: `plumbline.yaml` · Began: 2026-03-01T09:00:00Z · Took: 412 ms · Read: 3.2 MB
            """);
  }

  @Test
  void letsNoValueBeMarkup() {
    String text = ReportFormat.MD.text(Reports.adversarial(), Optional.empty());

    assertThat(text)
        .doesNotContain("<script", "<img", "</style", "\u0000", "\u001b", "\u202e")
        .doesNotContain("@admin", "#1 ", "http://", "[a](b)");
    assertThat(text.lines().filter(line -> line.startsWith("| ❌ | ")))
        .allSatisfy(line -> assertThat(CELLS.split(line, -1)).hasSize(9));
  }

  @Test
  void leavesOutWhatACommentHasNoRoomFor() {
    DatasetReport large =
        DatasetReport.builder("m.serving", "s", "t")
            .checks(
                Collections.nCopies(
                    900,
                    Reports.check(
                        Check.RANGE, Severity.ERROR, Outcome.FAILED, Basis.Kind.SCHEMA, 0)))
            .build();

    String text = ReportFormat.MD.text(Reports.report(large), Optional.empty());

    assertThat(text)
        .contains("900 errors")
        .containsPattern("\\*\\*[0-9]+ findings are left out\\*\\*");
    assertThat(text.length()).isLessThan(65_536);
  }
}
