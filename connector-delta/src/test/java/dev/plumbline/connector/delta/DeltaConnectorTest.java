package dev.plumbline.connector.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.spi.Binding;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ColumnTrait;
import dev.plumbline.spi.Comparison;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.FileLayout;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Origin;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.Polarity;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.ScanPlan;
import dev.plumbline.spi.ScanRequest;
import dev.plumbline.spi.SchemaName;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaConnectorTest {
  private static final ArrowType LONG = new ArrowType.Int(64, true);
  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
  private static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);

  @TempDir private Path folder;
  private Connector connector;
  private ReadSession session;

  @BeforeEach
  void open() {
    connector = Golden.connector(Golden.FOLDER);
    session = connector.begin(Golden.QUERY);
  }

  @AfterEach
  void close() {
    session.close();
    connector.close();
  }

  private static Predicate compare(String column, Comparison op, ArrowType type, Object value) {
    return new Predicate.Compare(FieldPath.of(column), op, new Literal(type, value));
  }

  private List<String> tables(Path root) {
    try (Connector other = Golden.connector(root);
        ReadSession one = other.begin(Golden.QUERY);
        CloseableIterator<SchemaName> schemas = one.introspector().schemas(Golden.QUERY);
        CloseableIterator<Relation.Table> found =
            one.introspector().tables(Golden.QUERY, schemas.next())) {
      assertThat(schemas.hasNext()).isFalse();
      List<String> names = new ArrayList<>();
      found.forEachRemaining(table -> names.add(String.join("/", table.path())));
      return names;
    }
  }

  @Test
  void findsTablesBelowTheFolderInAStableOrder() throws Exception {
    for (String parent : List.of("b/c/d", "a", ".hidden", "1/2/3/4")) {
      Files.createDirectories(folder.resolve(parent));
      Golden.copy("empty", folder.resolve(parent));
    }
    // Inside a table, nothing is looked for.
    Files.createDirectories(folder.resolve("a/empty/inner/_delta_log"));

    assertThat(tables(folder)).containsExactly("a/empty", "b/c/d/empty");
  }

  @Test
  void findsTheFolderItselfWhereItIsATable() {
    assertThat(tables(Golden.FOLDER.resolve("dv"))).containsExactly(".");

    try (Connector other = Golden.connector(Golden.FOLDER.resolve("dv"));
        ReadSession one = other.begin(Golden.QUERY)) {
      for (Relation relation :
          List.of(
              new Relation.Table(List.of(".")),
              new Relation.Location(""),
              new Relation.Location("."),
              new Relation.Location(Golden.FOLDER.resolve("dv").toString()))) {
        assertThat(one.introspector().resolve(Golden.QUERY, relation, Golden.options(Map.of())))
            .isPresent();
      }
    }
  }

  @Test
  void saysThatTheFolderDoesNotExist() {
    assertThatThrownBy(() -> tables(folder.resolve("nowhere")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.NOT_FOUND));
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(
            session
                .introspector()
                .resolve(Golden.QUERY, new Relation.Location("nothing"), Golden.options(Map.of())))
        .isEmpty();
  }

  @Test
  void namesWhatMayBeReliedOn() {
    TableHandle days = Golden.resolve(session, "partition_two_levels", Map.of());
    TableHandle strict = Golden.resolve(session, "constraints", Map.of());

    assertThat(days.traits().get(FieldPath.of("day"))).containsExactly(ColumnTrait.PARTITION);
    assertThat(days.traits().get(FieldPath.of("region")))
        .containsExactlyInAnyOrder(ColumnTrait.PARTITION, ColumnTrait.BINARY_TEXT);
    assertThat(days.traits()).doesNotContainKey(FieldPath.of("id"));
    assertThat(strict.traits().get(FieldPath.of("id"))).containsExactly(ColumnTrait.NEVER_NULL);
    assertThat(strict.traits().get(FieldPath.of("name"))).containsExactly(ColumnTrait.BINARY_TEXT);
  }

  @Test
  void returnsColumnsInTheOrderAskedFor() {
    TableHandle table = Golden.resolve(session, "partition_two_levels", Map.of());

    ScanPlan plan =
        session
            .scan()
            .orElseThrow()
            .plan(Golden.QUERY, ScanRequest.builder(table, List.of("amount", "day", "id")).build());

    assertThat(plan.schema().getFields())
        .extracting(Field::getName)
        .containsExactly("amount", "day", "id");
    FileLayout layout = ((Part.Files) plan.parts().get(0)).layout();
    assertThat(layout.columns().get(0).origin()).isEqualTo(new Origin.ByName("amount"));
    assertThat(layout.columns().get(1).origin()).isInstanceOf(Origin.PerFile.class);
  }

  @Test
  void plansAScanWithoutColumns() {
    TableHandle table = Golden.resolve(session, "dv", Map.of());

    ScanPlan plan =
        session
            .scan()
            .orElseThrow()
            .plan(Golden.QUERY, ScanRequest.builder(table, List.of()).build());

    assertThat(plan.schema().getFields()).isEmpty();
    assertThat(((Part.Files) plan.parts().get(0)).exactRows()).hasValue(97);
  }

  @Test
  void refusesAnUnknownColumnAndNamesTheOthers() {
    TableHandle table = Golden.resolve(session, "dv", Map.of());
    ScanRequest request = ScanRequest.builder(table, List.of("nome")).build();

    assertThatThrownBy(() -> session.scan().orElseThrow().plan(Golden.QUERY, request))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.INVALID_REQUEST))
        .hasMessageContaining("id, name");
  }

  @Test
  void findsMappedColumnsByTheirPhysicalNames() {
    List<Binding> columns = layout("mapping_name").columns();

    assertThat(columns).anySatisfy(b -> assertThat(b.origin()).isInstanceOf(Origin.PerFile.class));
    for (Binding column : columns) {
      if (column.origin() instanceof Origin.ByName name) {
        assertThat(name.physical()).startsWith("col-");
      }
      if (column.logical().getName().equals("nested")) {
        assertThat(column.children()).isNotEmpty();
        assertThat(column.children())
            .allSatisfy(
                child ->
                    assertThat(((Origin.ByName) child.origin()).physical()).startsWith("col-"));
      }
    }
  }

  @Test
  void findsMappedColumnsByTheirIds() {
    assertThat(layout("mapping_id").columns())
        .allSatisfy(
            column ->
                assertThat(column.origin())
                    .isInstanceOfAny(Origin.ById.class, Origin.PerFile.class));
  }

  @Test
  void bindsInnerFieldsThatWereWidened() {
    assertThat(layout("type_widening_nested").columns())
        .filteredOn(column -> column.logical().getType().isComplex())
        .isNotEmpty()
        .allSatisfy(column -> assertThat(column.children()).isNotEmpty());
  }

  private FileLayout layout(String name) {
    ScanPlan plan = Golden.plan(session, Golden.resolve(session, name, Map.of()));
    return ((Part.Files) plan.parts().get(0)).layout();
  }

  @Test
  void enforcesConditionsOnPartitionsOnly() {
    TableHandle table = Golden.resolve(session, "partition_two_levels", Map.of());
    List<JsonNode> rows =
        Golden.lines(Golden.FOLDER.resolve("partition_two_levels.expected.jsonl"));
    String day = rows.get(0).path("day").asText();
    Predicate onDay = compare("day", Comparison.EQ, DATE, LocalDate.parse(day));
    Predicate onData = compare("amount", Comparison.LT, DOUBLE, 1e9);

    ScanPlan plan = Golden.plan(session, table, onDay, onData);

    assertThat(plan.enforced()).containsExactly(onDay);
    long matching = rows.stream().filter(row -> row.path("day").asText().equals(day)).count();
    assertThat(matching).isLessThan(rows.size());
    assertThat(Golden.rows(session, plan)).isEqualTo(matching);
  }

  @Test
  void plansNoPartWhereNoFileIsLeft() {
    TableHandle table = Golden.resolve(session, "partition_two_levels", Map.of());

    ScanPlan plan = Golden.plan(session, table, compare("day", Comparison.LT, DATE, LocalDate.MIN));

    assertThat(plan.parts()).isEmpty();
  }

  @Test
  void skipsFilesByTheirStatistics() {
    TableHandle table = Golden.resolve(session, "stats_pruning", Map.of());

    assertThat(left(table, compare("id", Comparison.EQ, LONG, 205L))).isEqualTo(1);
    assertThat(left(table, compare("id", Comparison.EQ, LONG, 50L))).isZero();
    assertThat(left(table, compare("id", Comparison.GE, LONG, 600L))).isEqualTo(2);
    assertThat(left(table, compare("id", Comparison.LT, LONG, 10L))).isEqualTo(1);
    assertThat(left(table, compare("id", Comparison.GT, LONG, 709L))).isZero();
    assertThat(
            left(
                table,
                new Predicate.OneOf(
                    FieldPath.of("id"),
                    List.of(new Literal(LONG, 5L), new Literal(LONG, 705L)),
                    Polarity.IS)))
        .isEqualTo(2);
    assertThat(
            left(
                table,
                new Predicate.Or(
                    List.of(
                        compare("id", Comparison.LT, LONG, 10L),
                        compare("id", Comparison.GE, LONG, 700L)))))
        .isEqualTo(2);
    assertThat(
            left(
                table,
                new Predicate.Compare(
                    FieldPath.of("info", "n"),
                    Comparison.EQ,
                    new Literal(Golden.type(table, FieldPath.of("info", "n")), 205L))))
        .isEqualTo(1);
  }

  @Test
  void neverSkipsByTheGreatestFloatingValue() {
    TableHandle table = Golden.resolve(session, "stats_pruning", Map.of());

    assertThat(left(table, compare("score", Comparison.GT, DOUBLE, 1e300))).isEqualTo(8);
    assertThat(left(table, compare("score", Comparison.EQ, DOUBLE, Double.NaN))).isEqualTo(8);
  }

  @Test
  void leavesConditionsOfOtherTypesToTheRuntime() {
    TableHandle table = Golden.resolve(session, "stats_pruning", Map.of());
    ArrowType nanos = new ArrowType.Timestamp(TimeUnit.NANOSECOND, "Europe/Berlin");

    assertThat(left(table, compare("id", Comparison.EQ, ArrowType.Utf8.INSTANCE, "x")))
        .isEqualTo(8);
    assertThat(left(table, compare("id", Comparison.EQ, DOUBLE, -1.0))).isEqualTo(8);
    assertThat(left(table, compare("nothing", Comparison.EQ, LONG, 1L))).isEqualTo(8);
    assertThat(left(table, compare("moment", Comparison.LT, nanos, Instant.EPOCH))).isZero();
  }

  private int left(TableHandle table, Predicate predicate) {
    return Golden.files(session, Golden.plan(session, table, predicate)).size();
  }

  @Test
  void readsThePinnedVersionWhileAnotherIsAdded() throws Exception {
    Path table = Golden.copy("time_travel", folder);
    Path newest = Golden.commit(table, 11);
    String later = Files.readString(newest);
    Files.delete(newest);
    try (Connector other = Golden.connector(folder);
        ReadSession one = other.begin(Golden.QUERY)) {
      TableHandle pinned = Golden.resolve(one, "time_travel", Map.of());
      ScanPlan plan = Golden.plan(one, pinned);
      List<DataFile> before = Golden.files(one, plan);

      Files.writeString(newest, later);

      assertThat(pinned.provenance().id()).isEqualTo("10");
      assertThat(Golden.files(one, plan)).isEqualTo(before);
      assertThat(Golden.files(one, Golden.plan(one, pinned))).isEqualTo(before);
      assertThat(Golden.resolve(one, "time_travel", Map.of()).provenance().id()).isEqualTo("11");
      try (Connector worker = Golden.connector(folder);
          CloseableIterator<DataFile> listed =
              worker.reader().files(Golden.QUERY, (Part.Files) plan.parts().get(0))) {
        List<DataFile> elsewhere = new ArrayList<>();
        listed.forEachRemaining(elsewhere::add);
        assertThat(elsewhere).isEqualTo(before);
      }
    }
  }

  @Test
  void asksToPlanAgainWhereThePinnedVersionIsGone() throws Exception {
    Path table = Golden.copy("time_travel", folder);
    Part.Files part;
    try (Connector other = Golden.connector(folder);
        ReadSession one = other.begin(Golden.QUERY)) {
      part =
          (Part.Files)
              Golden.plan(one, Golden.resolve(one, "time_travel", Map.of())).parts().get(0);
    }
    Files.delete(Golden.commit(table, 11));

    try (Connector worker = Golden.connector(folder)) {
      assertThatThrownBy(() -> worker.reader().files(Golden.QUERY, part))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(StandardErrorCode.SNAPSHOT_GONE));
    }
  }

  @Test
  void listsTheSameFilesOnAnotherConnector() {
    TableHandle table = Golden.resolve(session, "stats_pruning", Map.of());
    Predicate every =
        new Predicate.And(
            List.of(
                compare("id", Comparison.GE, LONG, 20L),
                new Predicate.Nullness(FieldPath.of("id"), Polarity.IS_NOT),
                new Predicate.Like(FieldPath.of("name"), "x%", -1, Polarity.IS),
                compare(
                    "moment",
                    Comparison.GT,
                    new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"),
                    Instant.parse("2020-01-01T00:00:00.000001Z"))));
    ScanPlan plan = Golden.plan(session, table, every);

    try (Connector worker = Golden.connector(Golden.FOLDER);
        CloseableIterator<DataFile> listed =
            worker.reader().files(Golden.QUERY, (Part.Files) plan.parts().get(0))) {
      List<DataFile> elsewhere = new ArrayList<>();
      listed.forEachRemaining(elsewhere::add);
      assertThat(elsewhere).hasSizeBetween(1, 7).isEqualTo(Golden.files(session, plan));
    }
  }

  @Test
  void refusesATokenOfAnotherTableThatLeadsOut() {
    ScanPlan plan = Golden.plan(session, Golden.resolve(session, "dv", Map.of()));
    Part.Files part = (Part.Files) plan.parts().get(0);
    Part.Files forged =
        Part.Files.builder(
                Token.of(part.token().text().replace("\"dv\"", "\"../elsewhere\"")),
                part.reach(),
                part.layout())
            .build();

    assertThatThrownBy(() -> connector.reader().files(Golden.QUERY, forged))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(DeltaErrorCode.PATH_ESCAPES));
  }

  @Test
  void readsTheStateOfATime() throws Exception {
    Path table = Golden.copy("time_travel", folder);
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int v = 0; v <= 11; v++) {
      Files.setLastModifiedTime(
          Golden.commit(table, v), FileTime.from(start.plusSeconds(3600L * v)));
    }
    try (Connector other = Golden.connector(folder);
        ReadSession one = other.begin(Golden.QUERY)) {
      TableHandle found =
          Golden.resolve(one, "time_travel", Map.of("timestampAsOf", "2026-01-01T04:30:00+01:00"));

      assertThat(found.provenance().id()).isEqualTo("3");
      assertThat(found.provenance().at()).contains(start.plusSeconds(3 * 3600L));
    }
  }

  @Test
  void readsPastADamagedHintToTheLastCheckpoint() throws Exception {
    Path log = Golden.copy("checkpoint_classic", folder).resolve("_delta_log");
    Files.writeString(log.resolve("_last_checkpoint"), "{\"version\":");

    assertThat(rowsOf("checkpoint_classic")).isEqualTo(expectedRows("checkpoint_classic"));
  }

  private long rowsOf(String name) {
    try (Connector other = Golden.connector(folder);
        ReadSession one = other.begin(Golden.QUERY)) {
      return Golden.rows(one, Golden.plan(one, Golden.resolve(one, name, Map.of())));
    }
  }

  private static long expectedRows(String name) {
    return Golden.lines(Golden.FOLDER.resolve(name + ".expected.jsonl")).size();
  }

  @Test
  void readsBlanksAndUmlautsInPaths() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("a b%20ü#[x]"));
    Golden.copy("partition_string", odd);
    try (Connector other = Golden.connector(odd);
        ReadSession one = other.begin(Golden.QUERY)) {
      ScanPlan plan = Golden.plan(one, Golden.resolve(one, "partition_string", Map.of()));

      assertThat(Golden.files(one, plan))
          .hasSize(18)
          .allSatisfy(file -> assertThat(Path.of(file.ref().location())).isRegularFile());
    }
  }

  @Test
  void prunesByPartitionTextWithSpecialCharacters() {
    TableHandle table = Golden.resolve(session, "partition_string", Map.of());
    for (String value : List.of("%20", "a b", "a+b", "x/y", "line\nbreak", "ü東京😀", "trailing ")) {
      Predicate equal = compare("p", Comparison.EQ, ArrowType.Utf8.INSTANCE, value);
      ScanPlan plan = Golden.plan(session, table, equal);

      assertThat(plan.enforced()).containsExactly(equal);
      assertThat(Golden.files(session, plan)).hasSize(1);
    }
  }

  @Test
  void keepsStatisticsOfUnknownColumnsOut() {
    TableHandle table = Golden.resolve(session, "dv", Map.of());
    ScanPlan plan =
        session
            .scan()
            .orElseThrow()
            .plan(
                Golden.QUERY,
                ScanRequest.builder(table, List.of("id"))
                    .statisticsFor(Set.of(FieldPath.of("nothing")))
                    .build());

    assertThat(Golden.files(session, plan))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file.statistics()).isEmpty());
  }
}
