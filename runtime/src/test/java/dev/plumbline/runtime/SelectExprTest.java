package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SelectExprTest extends ShelfFixture {
  private static final List<Field> ORDERS =
      List.of(
          column("key", LONG),
          column("at", INSTANT),
          column("amount", TEXT),
          column("owner", TEXT));

  @BeforeEach
  void orders() {
    predictions.put("amount", FieldType.of(FieldType.Kind.NUMERIC));
    features.put("owner", FieldType.of(FieldType.Kind.STRING));
    table(
        "orders",
        ORDERS,
        List.<@Nullable Object[]>of(
            row(1L, NOW, " 1.5 ", "Ann"), row(2L, NOW, "none", "bob"), row(3L, NOW, null, null)));
  }

  private Plumbline openOrders() {
    return open(dataset(DatasetRole.SERVING, "orders"));
  }

  private DatasetReport validate() {
    return openOrders().validate(List.of(), (dataset, what) -> {}).datasets().get(0);
  }

  @Test
  void s6AddsRenamesAndReplacesColumnsBeforeTheyAreMapped() {
    selectExpr =
        List.of(
            "*",
            "concat('o-', cast(key as string)) as id",
            "cast(amount as double) as amount",
            "upper(owner) AS owner");
    assertThat(read(openOrders(), ReadRequest.builder("churn.serving").build()))
        .containsExactly(
            "o-1,2026-03-01T12:00:00Z,ANN,1.5",
            "o-2,2026-03-01T12:00:00Z,BOB,NULL",
            "o-3,2026-03-01T12:00:00Z,NULL,NULL");
  }

  @Test
  void s6ValidatesWhatIsSelectedAndNotWhatLiesBelow() {
    selectExpr = List.of("cast(key % 2 as string) as id", "at", "1.0 as amount", "owner");
    DatasetReport report = validate();
    assertThat(report.checks())
        .filteredOn(check -> check.outcome() == Outcome.FAILED)
        .extracting(CheckResult::code)
        .containsExactly("ID_UNIQUE");
  }

  @Test
  void anExpressionThatIsWrongIsOneFailedCheckThatShowsWhere() {
    selectExpr = List.of("*", "upperr(owner) as owner");
    DatasetReport report = validate();
    assertThat(report.checks()).hasSize(1);
    CheckResult check = report.checks().get(0);
    assertThat(check.code()).isEqualTo("SELECT_EXPR_VALID");
    assertThat(check.message()).contains("upperr(owner)", "upper");
  }

  @Test
  void s6AFunctionThatNoEngineHasExactlyIsRefusedByItsName() {
    selectExpr = List.of("*", "cast(key as string) as id", "xxhash64(owner) as amount");
    Plumbline plumbline = openOrders();
    ConnectorException refusal =
        catchThrowableOfType(
            ConnectorException.class,
            () -> plumbline.plan(ReadRequest.builder("churn.serving").build()));
    assertThat(refusal.code()).isEqualTo(StandardErrorCode.UNSUPPORTED);
    assertThat(refusal).hasMessageContaining("xxhash64");
  }
}
