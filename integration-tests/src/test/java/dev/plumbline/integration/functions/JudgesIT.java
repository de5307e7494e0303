package dev.plumbline.integration.functions;

import static dev.plumbline.integration.functions.Engine.DUCKDB;
import static dev.plumbline.integration.functions.Engine.POSTGRESQL;
import static dev.plumbline.integration.functions.Engine.TRINO;
import static dev.plumbline.integration.functions.Verdict.Kind.ERROR;
import static dev.plumbline.integration.functions.Verdict.Kind.EXACT;
import static dev.plumbline.integration.functions.Verdict.Kind.TYPE;
import static dev.plumbline.integration.functions.Verdict.Kind.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The judges find what is right, and above all what is not. */
class JudgesIT {
  private static final FunctionCase LESS = exact("i < si");
  private static final FunctionCase LEAP_DAY = exact("day = date'2000-02-29'");
  private static final FunctionCase HEX = exact("hex(bin)");
  private static final FunctionCase SECOND = exact("date_trunc('second', ts)");
  private static final FunctionCase REVERSED = exact("reverse(arr)");
  private static final FunctionCase DOUBLED = exact("dec + dec");
  private static final FunctionCase MORE_THAN_DOUBLED =
      new FunctionCase("more than doubled", "dec + dec", false);
  private static final FunctionCase LENGTH = exact("length(s)");
  private static final FunctionCase EQUAL = exact("d = d");
  private static final FunctionCase TRIMMED = exact("trim(s)");
  private static final FunctionCase NUMBER = exact("cast(s_num as int)");
  private static final FunctionCase ZERO = exact("-0.0D");
  private static final FunctionCase POWER = exact("exp(d)");
  private static final FunctionCase NEAR_POWER = new FunctionCase("nearly", "exp(d)", true);
  private static final FunctionCase FAR_POWER = new FunctionCase("far", "exp(d)", true);
  private static final FunctionCase NO_SPARK = exact("no_such_function(s)");

  private static Map<FunctionCase, Map<Engine, Verdict>> verdicts = Map.of();

  @BeforeAll
  static void judge() {
    String second = "date_trunc('second', ts)";
    verdicts =
        Judges.judge(
            List.of(
                on(LESS, "i < si", "i < si", "i < si"),
                on(
                    LEAP_DAY,
                    "day = DATE '2000-02-29'",
                    "day = DATE '2000-02-29'",
                    "day = DATE '2000-02-29'"),
                on(HEX, "hex(bin)", "to_hex(bin)", "upper(encode(bin, 'hex'))"),
                on(SECOND, second, second, second + " AT TIME ZONE 'UTC'"),
                on(REVERSED, "list_reverse(arr)", "reverse(arr)", "arr"),
                on(
                    DOUBLED,
                    "CAST(CAST(dec AS DECIMAL(20, 4)) + dec AS DECIMAL(19, 4))",
                    "dec + dec",
                    "dec + dec"),
                on(MORE_THAN_DOUBLED, "dec + dec", "dec + dec + 0.1", "dec + dec + 0.0001"),
                on(LENGTH, "length(s)", "length(s)", "length(s)"),
                on(EQUAL, "d = d", "d = d", "d = d"),
                on(TRIMMED, "lower(s)", "s", "rtrim(s)"),
                on(NUMBER, "CAST(s_num AS INTEGER)", "TRY_CAST(s_num AS INTEGER)", "1"),
                on(ZERO, "CAST('-0.0' AS DOUBLE)", "0e0", "CAST('-0' AS double precision)"),
                on(POWER, "exp(d) * (1 + 1e-14)", "exp(d + 1e0)", "CAST(NULL AS double precision)"),
                on(NEAR_POWER, "exp(d)", "exp(d)", "least(d, -1e0) * 0"),
                on(
                    FAR_POWER,
                    "exp(d) * (1 + 1e-14)",
                    "exp(d) + 1e-14",
                    "CAST(1 AS double precision)"),
                on(NO_SPARK, "s", "s", "s")));
  }

  @Test
  void acceptWhatIsEqual() {
    assertThat(kinds(LESS)).containsExactly(EXACT, EXACT, EXACT);
    assertThat(kinds(LEAP_DAY)).containsExactly(EXACT, EXACT, EXACT);
    assertThat(kinds(HEX)).containsExactly(EXACT, EXACT, EXACT);
    assertThat(kinds(REVERSED)).startsWith(EXACT, EXACT);
    assertThat(kinds(SECOND)).startsWith(EXACT, EXACT);
  }

  @Test
  void tellAnotherTypeFromTheRightOne() {
    assertThat(verdict(LENGTH, DUCKDB))
        .isEqualTo(new Verdict(TYPE, "expected integer, given bigint"));
    assertThat(kinds(LENGTH)).containsExactly(TYPE, TYPE, EXACT);
    assertThat(kinds(SECOND)).endsWith(TYPE);
    assertThat(kinds(NUMBER)).contains(ERROR, WRONG);
  }

  @Test
  void compareNumbersByValueWhereAnEngineTellsNoDigits() {
    assertThat(kinds(DOUBLED)).containsExactly(EXACT, EXACT, EXACT);
    assertThat(kinds(MORE_THAN_DOUBLED)).containsExactly(ERROR, TYPE, WRONG);
  }

  @Test
  void tellTheFirstValuesThatDiffer() {
    assertThat(kinds(TRIMMED)).containsExactly(WRONG, WRONG, WRONG);
    assertThat(verdict(TRIMMED, TRINO).detail())
        .contains("rows, where id = 2: expected '', given ' '");
  }

  @Test
  void knowNanAndMinusZero() {
    assertThat(kinds(EQUAL)).containsExactly(EXACT, WRONG, EXACT);
    assertThat(verdict(EQUAL, TRINO).detail())
        .contains("in 1 of ", "expected 'true', given 'false'");
    assertThat(kinds(ZERO)).containsExactly(EXACT, WRONG, EXACT);
  }

  @Test
  void overlookTheLastBitsOnlyWhereACaseSaysSo() {
    assertThat(kinds(POWER)).containsExactly(WRONG, WRONG, WRONG);
    assertThat(kinds(NEAR_POWER)).startsWith(EXACT, EXACT);
    assertThat(kinds(NEAR_POWER)).endsWith(WRONG);
    assertThat(kinds(FAR_POWER)).containsExactly(WRONG, WRONG, WRONG);
  }

  @Test
  void reportTheErrorsOfAnEngineForItsOwnExpressionOnly() {
    assertThat(verdict(NUMBER, DUCKDB).kind()).isEqualTo(ERROR);
    assertThat(verdict(NUMBER, DUCKDB).detail()).contains("Conversion Error");
    assertThat(verdict(REVERSED, POSTGRESQL).kind()).isEqualTo(ERROR);
    assertThat(verdict(REVERSED, POSTGRESQL).detail()).contains("\"arr\"");
  }

  @Test
  void acceptNothingThatSparkRefuses() {
    assertThat(kinds(NO_SPARK)).containsExactly(ERROR, ERROR, ERROR);
    assertThat(verdict(NO_SPARK, TRINO).detail()).startsWith("Spark: [UNRESOLVED_ROUTINE]");
  }

  private static List<Verdict.Kind> kinds(FunctionCase functionCase) {
    return Stream.of(DUCKDB, TRINO, POSTGRESQL)
        .map(engine -> verdict(functionCase, engine).kind())
        .toList();
  }

  private static Verdict verdict(FunctionCase functionCase, Engine engine) {
    return Objects.requireNonNull(Objects.requireNonNull(verdicts.get(functionCase)).get(engine));
  }

  private static FunctionCase exact(String spark) {
    return new FunctionCase(spark, spark, false);
  }

  private static Judges.Candidate on(
      FunctionCase functionCase, String duckdb, String trino, String postgresql) {
    return new Judges.Candidate(
        functionCase, Map.of(DUCKDB, duckdb, TRINO, trino, POSTGRESQL, postgresql));
  }
}
