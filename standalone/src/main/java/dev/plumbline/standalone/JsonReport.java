package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.FieldProfile;
import dev.plumbline.runtime.validate.LabelProfile;
import dev.plumbline.runtime.validate.TimeHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A validation's report for programs, as docs/validation-report.schema.json describes it. */
final class JsonReport {
  private JsonReport() {}

  static Map<String, @Nullable Object> of(ReportView report) {
    Map<String, @Nullable Object> json = Envelope.of("validate");
    json.put("errors", report.count(ReportStatus.ERROR));
    json.put("warnings", report.count(ReportStatus.WARNING));
    json.put("notes", report.count(ReportStatus.NOTE));
    json.put("passed", report.count(ReportStatus.PASSED));
    json.put("skipped", report.count(ReportStatus.SKIPPED));
    json.put("at", report.report().at().toString());
    json.put("elapsed_ms", report.report().elapsed().toMillis());
    json.put("configuration", report.configuration().orElse(null));
    json.put("datasets", report.datasets().stream().map(JsonReport::dataset).toList());
    return json;
  }

  private static Map<String, @Nullable Object> dataset(DatasetView view) {
    DatasetReport report = view.report();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("dataset", report.dataset());
    json.put("source", report.source());
    json.put("relation", report.relation());
    json.put("state", report.provenance().map(Envelope::state).orElse(null));
    json.put("rows", number(report.rows()));
    json.put("first_time", report.firstTime().map(Instant::toString).orElse(null));
    json.put("last_time", report.lastTime().map(Instant::toString).orElse(null));
    json.put("bytes_read", report.bytesRead());
    json.put("elapsed_ms", report.elapsed().toMillis());
    json.put("checks", view.checks().stream().map(JsonReport::check).toList());
    json.put("fields", report.fields().stream().map(JsonReport::field).toList());
    json.put("times", report.times().map(JsonReport::times).orElse(null));
    json.put("labels", report.labels().map(JsonReport::labels).orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> check(FindingView check) {
    Map<String, @Nullable Object> basis = new LinkedHashMap<>();
    basis.put("kind", word(check.result().basis().kind()));
    basis.put("bytes", check.result().basis().bytes());
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("code", check.code());
    json.put("severity", word(check.result().severity()));
    json.put("outcome", word(check.result().outcome()));
    json.put("subject", check.subject());
    json.put("message", check.message());
    json.put("advice", check.advice());
    json.put("basis", basis);
    json.put("count", check.result().count());
    json.put("examples", check.result().examples());
    int line = check.result().at().line();
    json.put("line", line > 0 ? line : null);
    json.put("docs", check.docs());
    return json;
  }

  private static Map<String, @Nullable Object> field(FieldProfile field) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("role", word(field.role()));
    json.put("name", field.name());
    json.put("type", field.type().map(Object::toString).orElse(null));
    json.put("column", field.column());
    json.put("column_type", field.columnType());
    json.put("nulls", number(field.nulls()));
    json.put("distinct", number(field.distinct()));
    json.put("min", field.min().orElse(null));
    json.put("max", field.max().orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> times(TimeHistogram times) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("start", times.start().toString());
    json.put("width_ms", times.width().toMillis());
    json.put("counts", times.counts());
    return json;
  }

  private static Map<String, @Nullable Object> labels(LabelProfile labels) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("maturity_ms", labels.maturity().map(Duration::toMillis).orElse(null));
    json.put("rows", labels.rows());
    json.put("labelled", labels.labelled());
    json.put("mature", labels.mature());
    json.put("mature_labelled", labels.matureLabelled());
    json.put("curve", labels.curve().stream().map(JsonReport::point).toList());
    return json;
  }

  private static Map<String, @Nullable Object> point(LabelProfile.Point point) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("delay_ms", point.delay().toMillis());
    json.put("share", point.share());
    return json;
  }

  private static @Nullable Long number(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
