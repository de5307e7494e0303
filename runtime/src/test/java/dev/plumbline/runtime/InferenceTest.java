package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.config.Configuration;
import dev.plumbline.runtime.config.ConfigurationReader;
import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.FieldType.Kind;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.runtime.config.TimestampFormat;
import dev.plumbline.runtime.infer.InferenceRequest;
import dev.plumbline.runtime.infer.Proposal;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Secret;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceTest extends ShelfFixture {
  private static final ArrowType WHOLE = new ArrowType.Int(32, true);
  private static final ArrowType TRUTH = ArrowType.Bool.INSTANCE;
  private static final Instant NOON = Instant.parse("2026-02-28T12:00:00Z");

  @TempDir private Path folder;

  private Proposal propose(Plumbline plumbline, InferenceRequest.Builder request) {
    return plumbline.propose(request.folder(folder).build(), (table, doing) -> {});
  }

  private Proposal propose(InferenceRequest.Builder request) {
    return propose(open(), request);
  }

  private Proposal propose() {
    return propose(InferenceRequest.builder("here"));
  }

  /** What the configuration's own reader makes of it. */
  private Configuration read(Plumbline plumbline, Proposal proposal) throws IOException {
    Path file = folder.resolve("plumbline.yaml");
    Files.writeString(file, proposal.yaml());
    return new ConfigurationReader(plumbline.connectors()::factory, Map.of(), Optional.empty())
        .read(file);
  }

  private ModelConfig model(InferenceRequest.Builder request) throws IOException {
    Plumbline plumbline = open();
    Proposal proposal = propose(plumbline, request);
    Configuration read = read(plumbline, proposal);
    assertThat(read.models()).as(proposal.yaml()).hasSize(1);
    return read.models().values().iterator().next();
  }

  private ModelConfig model() throws IOException {
    return model(InferenceRequest.builder("here"));
  }

  private static List<@Nullable Object[]> rows(int count, RowOf values) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(values.of(i));
    }
    return rows;
  }

  private interface RowOf {
    @Nullable Object[] of(int i);
  }

  private void predictions(String table, Field more, RowOf value) {
    List<Field> fields =
        List.of(
            column("prediction_id", TEXT),
            column("prediction_time", INSTANT),
            more,
            column("proba", DOUBLE));
    table(
        table,
        fields,
        rows(200, i -> row("p" + i, NOON.plusMillis(i), value.of(i)[0], (i % 100) / 100.0)));
  }

  private static DatasetConfig dataset(ModelConfig model, DatasetRole role) {
    return Objects.requireNonNull(model.datasets().get(role));
  }

  private FieldType typeOf(ArrowType type, RowOf value) throws IOException {
    predictions("serving", column("x", type), value);
    ModelConfig model = model();
    FieldType feature = model.features().get("x");
    return feature == null ? Objects.requireNonNull(model.rawInputs().get("x")) : feature;
  }

  @Test
  void tellsNumbersCategoriesAndTextsApartByTheirValues() throws IOException {
    assertThat(typeOf(DOUBLE, i -> row(i * 1.5)).kind()).isEqualTo(Kind.NUMERIC);
    assertThat(typeOf(WHOLE, i -> row(i % 73)).kind()).isEqualTo(Kind.NUMERIC);
    assertThat(typeOf(WHOLE, i -> row(i % 2)).kind()).isEqualTo(Kind.CATEGORICAL);
    assertThat(typeOf(TRUTH, i -> row(i % 2 == 0)).kind()).isEqualTo(Kind.BOOLEAN);
    assertThat(typeOf(TEXT, i -> row("plan " + i % 3)).kind()).isEqualTo(Kind.CATEGORICAL);
    assertThat(typeOf(TEXT, i -> row("k" + i * 7919)).kind()).isEqualTo(Kind.STRING);
    assertThat(typeOf(TEXT, i -> row("the customer asked " + i + " times to leave us")).kind())
        .isEqualTo(Kind.TEXT);
    assertThat(typeOf(TEXT, i -> row("https://cdn.example.com/" + i + ".jpg")).kind())
        .isEqualTo(Kind.IMAGE_URL);
    assertThat(typeOf(DATE, i -> row(LocalDate.parse("2026-02-01").plusDays(i))).kind())
        .isEqualTo(Kind.DATETIME);
  }

  @Test
  void takesTheIdThatIsUniqueAndTheTimestampThatTellsWhen() throws IOException {
    table(
        "scores",
        List.of(
            column("customer_id", LONG),
            column("created_at", INSTANT),
            column("request_id", TEXT),
            column("scored_at", INSTANT),
            column("score", DOUBLE)),
        rows(50, i -> row((long) (i % 7), NOON, "r" + i, NOON.plusMillis(i), i / 50.0)));
    DatasetConfig serving = dataset(model(), DatasetRole.SERVING);
    assertThat(serving.idColumn()).contains("request_id");
    assertThat(serving.timestampColumn()).contains("scored_at");
  }

  @Test
  void saysWhatSpeaksForACandidate() {
    predictions("serving", column("x", DOUBLE), i -> row(1.0));
    var table = propose().tables().get(0);
    assertThat(table.rowsMeasured()).isEqualTo(200);
    assertThat(table.ids().get(0).column()).isEqualTo("prediction_id");
    assertThat(table.ids().get(0).evidence()).contains("all 200 distinct", "no NULL");
  }

  @Test
  void findsRolesByNamesAndLabelsByWhatTheyAreAbout() throws IOException {
    predictions("churn_serving", column("will_churn", TRUTH), i -> row(i % 2 == 0));
    table(
        "churn_outcomes",
        List.of(
            column("prediction_id", TEXT),
            column("observed_at", INSTANT),
            column("churned", TRUTH)),
        rows(20, i -> row("p" + i, NOON, i % 2 == 0)));
    ModelConfig model = model();
    assertThat(model.name()).isEqualTo("churn");
    assertThat(model.type()).isEqualTo(ModelType.BINARY);
    assertThat(model.predictions()).containsOnlyKeys("will_churn", "proba");
    assertThat(dataset(model, DatasetRole.ACTUALS).labels())
        .isEqualTo(Map.of("will_churn", "churned", "proba", "churned"));
  }

  @Test
  void followsTheRolesTypeAndNameThatAreGiven() throws IOException {
    predictions("a", column("x", DOUBLE), i -> row((double) i));
    predictions("b", column("x", DOUBLE), i -> row((double) i));
    ModelConfig model =
        model(
            InferenceRequest.builder("here")
                .role("b", DatasetRole.SERVING)
                .role("a", DatasetRole.TESTING)
                .model("price: \"new\"")
                .type(ModelType.REGRESSION));
    assertThat(model.name()).isEqualTo("price: \"new\"");
    assertThat(model.type()).isEqualTo(ModelType.REGRESSION);
    assertThat(model.datasets()).containsOnlyKeys(DatasetRole.SERVING, DatasetRole.TESTING);
  }

  @Test
  void refusesARoleOfATableThatIsNotThere() {
    predictions("serving", column("x", DOUBLE), i -> row(1.0));
    assertThatThrownBy(
            () -> propose(InferenceRequest.builder("here").role("servin", DatasetRole.SERVING)))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.INVALID_REQUEST))
        .hasMessageContaining("did you mean 'serving'");
  }

  @Test
  void refusesASourceWithoutTables() {
    predictions("serving", column("x", DOUBLE), i -> row(1.0));
    assertThatThrownBy(() -> propose(InferenceRequest.builder("here").tables("nothing*")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.NOT_FOUND));
  }

  @Test
  void leavesOutOfForceWhatCannotBeGuessed() throws IOException {
    table(
        "events",
        List.of(column("amount", DOUBLE), column("owner", TEXT)),
        rows(30, i -> row(1.5, "o")));
    Plumbline plumbline = open();
    Proposal proposal = propose(plumbline, InferenceRequest.builder("here"));
    Configuration read = read(plumbline, proposal);
    assertThat(read.sources()).containsOnlyKeys("here");
    assertThat(read.models()).isEmpty();
    assertThat(proposal.open()).isNotEmpty();
    assertThat(proposal.yaml()).contains("# models:", "id_column: WRITE");
  }

  @Test
  void s3OffersTheZoneThatAColumnDoesNotTell() throws IOException {
    table(
        "serving",
        List.of(column("id", TEXT), column("ts", LOCAL), column("score", DOUBLE)),
        rows(30, i -> row("i" + i, LocalDateTime.parse("2026-02-28T12:00:00"), 0.5)));
    Plumbline plumbline = open();
    Proposal proposal = propose(plumbline, InferenceRequest.builder("here"));
    assertThat(proposal.yaml()).contains("# timezone: UTC");
    assertThat(read(plumbline, proposal).datasets().get(0).timezone()).isEmpty();
    assertThat(proposal.open()).anyMatch(open -> open.contains("'ts' has no zone"));
  }

  private DatasetConfig timed(String name, ArrowType type, RowOf value) throws IOException {
    table(
        "serving",
        List.of(column("id", TEXT), column(name, type), column("score", DOUBLE)),
        rows(30, i -> row("i" + i, value.of(i)[0], 0.5)));
    return dataset(model(), DatasetRole.SERVING);
  }

  @Test
  void s3TellsTheFormatOfTimesByTheirRange() throws IOException {
    assertThat(timed("event_time", LONG, i -> row(1_772_280_000L + i)).timestampFormat())
        .contains(TimestampFormat.EPOCH_SECONDS);
    assertThat(timed("event_time", LONG, i -> row(1_772_280_000_000L + i)).timestampFormat())
        .contains(TimestampFormat.EPOCH_MILLIS);
    assertThat(timed("ts", TEXT, i -> row("2026-02-28T12:00:%02dZ".formatted(i))).timestampFormat())
        .contains(TimestampFormat.ISO_8601);
    assertThat(timed("ts", INSTANT, i -> row(NOON)).timestampFormat()).isEmpty();
  }

  @Test
  void s3AsksForTheZoneOfTextWithoutOffsetOnly() {
    table(
        "serving",
        List.of(column("id", TEXT), column("ts", TEXT), column("score", DOUBLE)),
        rows(30, i -> row("i" + i, "2026-02-28 12:00", 0.5)));
    assertThat(propose().open()).anyMatch(open -> open.contains("'ts' has no zone"));
    table(
        "serving",
        List.of(column("id", TEXT), column("ts", TEXT), column("score", DOUBLE)),
        rows(30, i -> row("i" + i, "2026-02-28T12:00+01:00", 0.5)));
    assertThat(propose().open()).isEmpty();
  }

  @Test
  void d4WritesNoSecretAndNoValueOfAVariable() throws IOException {
    predictions("serving", column("x", DOUBLE), i -> row((double) i));
    options.put("token", "hunter2hunter2");
    assertThat(propose().yaml()).doesNotContain("hunter2").contains("token: \"${env:HERE_TOKEN}\"");
    options.put("token", Secret.reference("${env:SHELF_TOKEN}", () -> "hunter2hunter2"));
    assertThat(propose().yaml()).contains("token: \"${env:SHELF_TOKEN}\"");
    environment.put("SHELF_PATH", path());
    assertThat(propose().yaml()).doesNotContain(path()).contains("path: \"${env:SHELF_PATH}\"");
  }

  @Test
  void proposesWhereNoTableHasRows() throws IOException {
    table(
        "serving",
        List.of(
            column("id", TEXT), column("ts", INSTANT), column("f", TEXT), column("score", DOUBLE)),
        List.of());
    table("actuals", List.of(column("x", TEXT)), List.of());
    Plumbline plumbline = open();
    Configuration read = read(plumbline, propose(plumbline, InferenceRequest.builder("here")));
    assertThat(read.sources()).containsOnlyKeys("here");
  }

  @Test
  void bringsEveryNameBackAsItIs() throws IOException {
    List<String> names =
        List.of(
            "a.b",
            "it's",
            "say \"x\"",
            "k: v",
            "# no",
            "- item",
            "{a}",
            "[b]",
            "&anchor",
            "*alias",
            "!tag",
            "%p",
            "@at",
            "`tick`",
            "null",
            "true",
            "no",
            "off",
            "~",
            "1e3",
            "007",
            "2col",
            "größe",
            "数",
            "e\u0301",
            "\uD83D\uDE00",
            "trailing ",
            " leading",
            "tab\there",
            "line\nbreak",
            "bidi\u202Ename",
            "back\\slash",
            "a  # b",
            "${env:HOME}",
            "?",
            "|",
            ">",
            "---",
            "...",
            "=",
            "<<",
            "x,y",
            "\u00A0",
            "labelled__x",
            "\u0085nel",
            "\u2028sep",
            ".5",
            "0x1F",
            "1:30",
            "2026-01-01");
    List<Field> fields = new ArrayList<>();
    fields.add(column("prediction_id", TEXT));
    fields.add(column("prediction_time", INSTANT));
    fields.add(column("proba", DOUBLE));
    names.forEach(name -> fields.add(column(name, DOUBLE)));
    table(
        "serving",
        fields,
        rows(
            10,
            i -> {
              Object[] row = new Object[fields.size()];
              Arrays.fill(row, i * 1.5);
              row[0] = "p" + i;
              row[1] = NOON;
              row[2] = i / 10.0;
              return row;
            }));
    ModelConfig model = model();
    List<String> unwritable =
        List.of(
            "${env:HOME}", "tab\there", "line\nbreak", "bidi\u202Ename", "\u0085nel", "\u2028sep");
    assertThat(model.features().keySet())
        .containsExactlyElementsOf(names.stream().filter(n -> !unwritable.contains(n)).toList());
  }
}
