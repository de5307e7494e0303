package dev.plumbline.integration.catalogue;

import dev.plumbline.runtime.validate.Check;
import java.util.List;

/** What is wrong with ids and timestamps. */
final class IdAndTimeDefects {
  private static final String ID = "prediction_id";
  private static final String TIME = "predicted_at";

  private IdAndTimeDefects() {}

  static List<Defect> ids() {
    return List.of(
        Defect.of("id_null", "rows have no id")
            .sql("training", "UPDATE {t} SET prediction_id = NULL WHERE n % 300 = 5")
            .finds("training", Check.ID_NOT_NULL, ID, 7),
        Defect.of("id_blank", "ids are empty or blank")
            .sql(
                "training",
                "UPDATE {t} SET prediction_id = repeat(' ', n // 500) WHERE n % 500 = 5")
            .finds("training", Check.ID_NOT_BLANK, ID, 4),
        Defect.of("rows_duplicated", "rows were written twice, alike in every column")
            .sql("training", "INSERT INTO {t} FROM {t} WHERE n % 200 = 5")
            .finds("training", Check.ID_UNIQUE, ID, 10),
        Defect.of("batch_retried", "a batch was written again an hour later")
            .sql(
                "training",
                "INSERT INTO {t} SELECT * REPLACE (predicted_at + INTERVAL 1 HOUR AS predicted_at)"
                    + " FROM {t} WHERE n BETWEEN 800 AND 1199")
            .finds("training", Check.ID_UNIQUE, ID, 400),
        Defect.of("ids_reused", "an id names three different predictions")
            .sql("training", "UPDATE {t} SET prediction_id = 't-000000' WHERE n IN (700, 1400)")
            .finds("training", Check.ID_UNIQUE, ID, 2),
        Defect.of("ids_constant", "all rows have one id")
            .sql("training", "UPDATE {t} SET prediction_id = 't'")
            .finds("training", Check.ID_UNIQUE, ID, 1999),
        Defect.of("ids_restarted", "a counter began again at 0, with numbers as ids")
            .sql(
                "training",
                "ALTER TABLE {t} ALTER prediction_id TYPE BIGINT USING (n % 1500)::BIGINT")
            .finds("training", Check.ID_UNIQUE, ID, 500));
  }

  static List<Defect> times() {
    return List.of(
        Defect.of("time_null", "rows have no timestamp")
            .sql("training", "UPDATE {t} SET predicted_at = NULL WHERE n % 250 = 5")
            .finds("training", Check.TIMESTAMP_NOT_NULL, TIME, 8),
        Defect.of("zone_unknown", "timestamps have no zone and none is declared")
            .sql("training", "ALTER TABLE {t} ALTER predicted_at TYPE TIMESTAMP")
            .finds("training", Check.TIMESTAMP_ZONE, TIME),
        Defect.of("zone_unknown_dates", "timestamps are dates and no zone is declared")
            .sql("training", "ALTER TABLE {t} ALTER predicted_at TYPE DATE")
            .finds("training", Check.TIMESTAMP_ZONE, TIME),
        Defect.of("zone_wrong", "local times of Tokyo are declared as UTC")
            .sql(
                "serving",
                "ALTER TABLE {t} ALTER predicted_at TYPE TIMESTAMP"
                    + " USING timezone('Asia/Tokyo', predicted_at)")
            .yaml("serving", "path: {path}", "path: {path}\ntimezone: UTC")
            .finds("serving", Check.TIMESTAMP_NOT_FUTURE, TIME, 18),
        Defect.of("time_in_gap", "local times lie in the hour that Berlin skips in March")
            .sql(
                "training",
                "ALTER TABLE {t} ALTER predicted_at TYPE TIMESTAMP"
                    + " USING timezone('Europe/Berlin', predicted_at)",
                "UPDATE {t} SET predicted_at = TIMESTAMP '2025-03-30 02:00:00' + to_minutes(n)"
                    + " WHERE n < 5")
            .yaml("training", "path: {path}", "path: {path}\ntimezone: Europe/Berlin")
            .finds("training", Check.TIMESTAMP_LOCAL_TIME, TIME, 5),
        Defect.of("future_outlier", "one clock was wrong by decades")
            .sql(
                "training",
                "UPDATE {t} SET predicted_at = TIMESTAMPTZ '2062-07-01 00:00:00+00' WHERE n = 77")
            .finds("training", Check.TIMESTAMP_NOT_FUTURE, TIME, 1),
        Defect.of("future_sentinel", "the year 9999 stands for unknown")
            .sql(
                "training",
                "UPDATE {t} SET predicted_at = TIMESTAMPTZ '9999-12-31 00:00:00+00'"
                    + " WHERE n % 500 = 5")
            .finds("training", Check.TIMESTAMP_NOT_FUTURE, TIME, 4),
        Defect.of("millis_as_seconds", "milliseconds are declared as seconds")
            .sql(
                "training",
                "ALTER TABLE {t} ALTER predicted_at TYPE BIGINT USING epoch_ms(predicted_at)")
            .yaml("training", "path: {path}", "path: {path}\ntimestamp_format: epoch-seconds")
            .finds("training", Check.TIMESTAMP_FORMAT, TIME, 2000),
        Defect.of("seconds_as_millis", "seconds are declared as milliseconds")
            .sql(
                "training",
                "ALTER TABLE {t} ALTER predicted_at TYPE BIGINT USING epoch(predicted_at)::BIGINT")
            .yaml("training", "path: {path}", "path: {path}\ntimestamp_format: epoch-millis")
            .finds("training", Check.TIMESTAMP_PLAUSIBLE, TIME, 2000),
        Defect.of("time_zero", "0 seconds since 1970 stands for unknown")
            .sql("training", "UPDATE {t} SET predicted_at = to_timestamp(0) WHERE n % 400 = 5")
            .finds("training", Check.TIMESTAMP_PLAUSIBLE, TIME, 5),
        Defect.of("time_sentinel", "the year 1900 stands for unknown")
            .sql(
                "training",
                "UPDATE {t} SET predicted_at = TIMESTAMPTZ '1900-01-01 00:00:00+00'"
                    + " WHERE n % 1000 = 5")
            .finds("training", Check.TIMESTAMP_PLAUSIBLE, TIME, 2),
        Defect.of("time_format", "a few of the ISO-8601 texts are written in another way")
            .sql(
                "training",
                "ALTER TABLE {t} ALTER predicted_at TYPE VARCHAR"
                    + " USING strftime(predicted_at, '%Y-%m-%dT%H:%M:%SZ')",
                "UPDATE {t} SET predicted_at = ['17.03.2025 10:00', 'yesterday', '']"
                    + "[1 + n // 600] WHERE n % 600 = 5 AND n < 1800")
            .yaml("training", "path: {path}", "path: {path}\ntimestamp_format: iso-8601")
            .finds("training", Check.TIMESTAMP_FORMAT, TIME, 3),
        Defect.of("stale", "the last three days were not delivered")
            .sql("serving", "DELETE FROM {t} WHERE n >= 2840")
            .sql("actuals", "DELETE FROM {t} WHERE n >= 2840")
            .finds("serving", Check.FRESHNESS, TIME),
        Defect.of("stale_demand", "rows arrive more slowly than is demanded")
            .yaml("serving", "freshness: 2d", "freshness: 5m")
            .finds("serving", Check.FRESHNESS, TIME));
  }
}
