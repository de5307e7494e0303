package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanViewTest {
  @Test
  void showsWhatIsPushedWhatStaysAndHowMuchIsRead() {
    assertThat(PlanView.text(Reports.plan(), Reports.PLAIN))
        .isEqualTo(
            """
            churn.serving

            stage s0  lake/serving, delta version 14 of 2026-03-01T08:00:00Z, delta answers by files
              files      26 -> 4 (15 %)
              bytes      3.2 MB -> 490 kB (15 %)
              columns    2 of 12: prediction_id, prediction_timestamp
              rows       about 14,400
              pushed     prediction_timestamp >= 2026-02-20: skips files by statistics

            engine  local
              stays      prediction_timestamp >= 2026-02-20: statistics only skip files
              sql        SELECT *
                         FROM s0
            """);
  }

  @Test
  void writesAllOfItAsJson() {
    assertThat(Json.compact(PlanView.json(Reports.plan())))
        .isEqualTo(
            "{\"version\":1,\"command\":\"plan\",\"target\":\"churn.serving\",\"stages\":["
                + "{\"name\":\"s0\",\"source\":\"lake\",\"connector\":\"delta\","
                + "\"relation\":\"serving\",\"state\":{\"kind\":\"delta-version\",\"id\":\"14\","
                + "\"at\":\"2026-03-01T08:00:00.500Z\"},\"access\":\"files\","
                + "\"columns\":[\"prediction_id\",\"prediction_timestamp\"],\"columns_in_all\":12,"
                + "\"pushed\":[\"prediction_timestamp >= 2026-02-20: skips files by statistics\"],"
                + "\"files_before\":{\"expected\":26,\"at_most\":26},"
                + "\"files\":{\"expected\":4,\"at_most\":4},"
                + "\"bytes_before\":{\"expected\":3200000,\"at_most\":3200000},"
                + "\"bytes\":{\"expected\":490000,\"at_most\":490000},"
                + "\"rows\":{\"expected\":14400,\"at_most\":null},"
                + "\"sql\":null,\"route\":null,\"temporary_objects\":[],\"price\":null}],"
                + "\"engine\":\"local\","
                + "\"residual\":[\"prediction_timestamp >= 2026-02-20: statistics only skip"
                + " files\"],\"engine_sql\":\"SELECT *\\nFROM s0\"}");
  }

  @Test
  void showsTheStatementThatASourceRuns() {
    assertThat(PlanView.text(Reports.sqlPlan(), Reports.PLAIN))
        .contains(
            """
              pushed     id = 7: applied by the source
              route      files at a staging location
              price      at most 0.05 USD
              creates    s3://bucket/staging/
              sql        SELECT "id" FROM "orders" WHERE ("id" = 7)
            """);
    assertThat(Json.compact(PlanView.json(Reports.sqlPlan())))
        .contains(
            "\"sql\":\"SELECT \\\"id\\\" FROM \\\"orders\\\" WHERE (\\\"id\\\" = 7)\","
                + "\"route\":\"staged_files\",\"temporary_objects\":[\"s3://bucket/staging/\"],"
                + "\"price\":{\"at_most\":0.05,\"currency\":\"USD\"}");
  }
}
