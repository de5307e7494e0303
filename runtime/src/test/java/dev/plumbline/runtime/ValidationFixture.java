package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.DatasetChecks;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldChecks;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.FieldProfile;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.ValidationRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Validates tables in memory and looks at single checks. */
abstract class ValidationFixture extends ShelfFixture {
  static final ArrowType BOOLEAN = ArrowType.Bool.INSTANCE;

  DatasetRole role = DatasetRole.SERVING;

  DatasetReport validate() {
    return validate(ValidationRequest.builder().build());
  }

  DatasetReport validate(ValidationRequest request) {
    return open(dataset(role, "events"))
        .validate(request, (dataset, doing) -> {})
        .datasets()
        .get(0);
  }

  /** Rows {@code id0, id1 ...} with one further column {@code x} of a feature. */
  DatasetReport values(FieldType.Kind kind, ArrowType type, @Nullable Object... values) {
    features.put("x", FieldType.of(kind));
    rows(List.of(column("x", type)), values.length, i -> new @Nullable Object[] {values[i]});
    return validate();
  }

  /** A table of ids, times and further columns. */
  void rows(List<Field> more, int count, IntFunction<@Nullable Object[]> values) {
    List<Field> fields = new ArrayList<>(List.of(column("id", TEXT), column("at", INSTANT)));
    fields.addAll(more);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      @Nullable Object[] rest = values.apply(i);
      @Nullable Object[] row = new @Nullable Object[rest.length + 2];
      row[0] = "id" + i;
      row[1] = NOW.minusSeconds(60L * i);
      System.arraycopy(rest, 0, row, 2, rest.length);
      rows.add(row);
    }
    table("events", fields, rows);
  }

  static @Nullable Object[] repeated(int count, @Nullable Object value) {
    @Nullable Object[] values = new @Nullable Object[count];
    Arrays.fill(values, value);
    return values;
  }

  void demand(
      String field,
      @Nullable String nulls,
      @Nullable String min,
      @Nullable String max,
      String... allowed) {
    Map<String, FieldChecks> fields = new LinkedHashMap<>(checks.fields());
    fields.put(
        field,
        new FieldChecks(
            Optional.ofNullable(nulls).map(BigDecimal::new),
            Optional.ofNullable(min).map(BigDecimal::new),
            Optional.ofNullable(max).map(BigDecimal::new),
            List.of(allowed),
            new Position(7, 3)));
    checks = new DatasetChecks(checks.freshness(), checks.labelCoverage(), fields);
  }

  void demandFresh(Duration freshness) {
    checks = new DatasetChecks(Optional.of(freshness), Optional.empty(), checks.fields());
  }

  static CheckResult check(DatasetReport report, Check check) {
    return report.checks().stream().filter(c -> c.check() == check).findFirst().orElseThrow();
  }

  static List<Check> made(DatasetReport report) {
    return report.checks().stream().map(CheckResult::check).distinct().toList();
  }

  static List<Check> failed(DatasetReport report) {
    return report.checks().stream()
        .filter(c -> c.outcome() == Outcome.FAILED)
        .map(CheckResult::check)
        .toList();
  }

  static FieldProfile profile(DatasetReport report, String name) {
    return report.fields().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  static void assertPassed(DatasetReport report, Check check) {
    CheckResult result = check(report, check);
    assertThat(result.outcome()).as(result.message()).isEqualTo(Outcome.PASSED);
    assertThat(result.count()).isZero();
    assertThat(result.advice()).isEmpty();
    assertThat(result.examples()).isEmpty();
  }

  static void assertFailed(DatasetReport report, Check check, long count, String... examples) {
    CheckResult result = check(report, check);
    assertThat(result.outcome()).as(result.message()).isEqualTo(Outcome.FAILED);
    assertThat(result.count()).as(result.message()).isEqualTo(count);
    assertThat(result.examples()).containsExactly(examples);
    assertThat(result.advice()).isNotEmpty();
    assertThat(result.message()).isNotEmpty();
  }
}
