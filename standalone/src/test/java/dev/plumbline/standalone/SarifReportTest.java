package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationReport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SarifReportTest {
  private static Map<?, ?> run(ValidationReport report, String file) {
    Map<?, ?> sarif = SarifReport.of(new ReportView(report, Optional.of(file)));
    assertThat(sarif.get("version")).isEqualTo("2.1.0");
    return (Map<?, ?>) list(sarif, "runs").get(0);
  }

  private static List<?> list(Map<?, ?> map, String key) {
    return (List<?>) Objects.requireNonNull(map.get(key), key);
  }

  private static Object at(Object value, String... path) {
    Object found = value;
    for (String key : path) {
      found =
          found instanceof List<?> list
              ? list.get(Integer.parseInt(key))
              : Objects.requireNonNull(((Map<?, ?>) found).get(key), key);
    }
    return found;
  }

  @Test
  void hasARuleForEveryCheck() {
    List<?> rules = (List<?>) at(run(Reports.validation(), "p.yaml"), "tool", "driver", "rules");

    assertThat(rules).hasSize(Check.values().length);
    assertThat(rules)
        .extracting(rule -> at(rule, "id"))
        .containsExactly(Arrays.stream(Check.values()).map(Check::name).toArray());
    Object rule = rules.get(10);
    assertThat(at(rule, "id")).isEqualTo("ID_UNIQUE");
    assertThat(at(rule, "name")).isEqualTo("IdUnique");
    assertThat(at(rule, "shortDescription", "text")).isEqualTo("No id occurs twice.");
    assertThat(at(rule, "help", "text"))
        .isEqualTo("No id occurs twice. See docs/checks.md#id_unique.");
    assertThat(at(rule, "defaultConfiguration", "level")).isEqualTo("error");
  }

  @Test
  void pointsToTheLineThatSaysWhatMustHold() {
    List<?> results = list(run(Reports.validation(), "conf/my plumbline.yaml"), "results");

    assertThat(results).hasSize(2);
    Object worst = results.get(0);
    assertThat(at(worst, "ruleId")).isEqualTo("ID_UNIQUE");
    assertThat(at(worst, "ruleIndex")).isEqualTo(10);
    assertThat(at(worst, "level")).isEqualTo("error");
    assertThat(at(worst, "message", "text"))
        .isEqualTo(
            "churn.serving prediction_id: 37 ids occur more than once, such as p-17,"
                + " p-\\\\u001b\\[31m42. Likely fix: read with duplicate_ids: last");
    Object place = at(worst, "locations", "0", "physicalLocation");
    assertThat(at(place, "artifactLocation", "uri")).isEqualTo("conf/my%20plumbline.yaml");
    assertThat(at(place, "artifactLocation", "uriBaseId")).isEqualTo("%SRCROOT%");
    assertThat(at(place, "region")).isEqualTo(Map.of("startLine", 31, "startColumn", 7));
    assertThat(at(worst, "locations", "0", "logicalLocations", "0", "fullyQualifiedName"))
        .isEqualTo("churn.serving.prediction_id");
    assertThat(at(results.get(1), "level")).isEqualTo("warning");
  }

  @Test
  void keepsTheFingerprintOfAFindingWhateverItsCount() {
    Object once = at(run(Reports.validation(), "a.yaml"), "results", "0", "partialFingerprints");
    Object again = at(run(Reports.validation(), "b.yaml"), "results", "0", "partialFingerprints");
    Object other = at(run(Reports.validation(), "a.yaml"), "results", "1", "partialFingerprints");

    assertThat(once).isEqualTo(again).isNotEqualTo(other);
    // Whoever keeps results finds them again by it: it must not change between versions.
    assertThat(once).isEqualTo(Map.of("plumblineFinding/v1", "dbfc53643fd9617469342dbfd3c0940a"));
  }

  @Test
  void tellsAFailedRunFromFailedChecks() {
    assertThat(at(run(Reports.validation(), "a.yaml"), "invocations", "0", "executionSuccessful"))
        .isEqualTo(true);
    assertThat(
            at(
                run(Reports.failing(Check.SOURCE_READABLE, Severity.ERROR), "a.yaml"),
                "invocations",
                "0",
                "executionSuccessful"))
        .isEqualTo(false);
  }

  @Test
  void doublesWhatAMessageTakesForPlaceholders() {
    assertThat((String) at(run(Reports.adversarial(), "a.yaml"), "results", "0", "message", "text"))
        .contains("\\[a\\](b)")
        .doesNotContain("\u001b", "\u0000", "\u202e");
  }
}
