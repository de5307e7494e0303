package dev.plumbline.connector.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.Binding;
import dev.plumbline.spi.Bound;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ColumnStatistics;
import dev.plumbline.spi.Comparison;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.Deletes;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Origin;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.Polarity;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.ScanPlan;
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.TableStatistics;
import dev.plumbline.spi.Tightness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTablesTest {
  // Some files of these have no row count that the log's JSON says.
  private static final Set<String> UNCOUNTED =
      Set.of("stats_absent", "stats_some_columns", "checkpoint_struct_stats");

  private Connector connector;
  private ReadSession session;

  static Stream<Golden.State> states() {
    return Golden.states();
  }

  static Stream<Golden.State> latest() {
    return Golden.latest();
  }

  /** States whose files all have row counts, so that what pruning leaves can be counted. */
  static Stream<Golden.State> counted() {
    return states().filter(state -> !UNCOUNTED.contains(state.name()));
  }

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

  @ParameterizedTest
  @MethodSource("latest")
  void showsTheSchemaThatSparkWrote(Golden.State state) {
    TableHandle table = Golden.resolve(session, state);

    List<Field> fields = table.schema().getFields();
    JsonNode columns = state.table().path("schema").path("fields");
    assertThat(fields).hasSize(columns.size());
    for (int i = 0; i < fields.size(); i++) {
      assertMatches(fields.get(i), columns.get(i).path("name").asText(), columns.get(i));
    }
  }

  private static void assertMatches(Field field, String name, JsonNode delta) {
    assertThat(field.getName()).isEqualTo(name);
    assertThat(field.getMetadata()).isEmpty();
    assertThat(field.isNullable()).isEqualTo(delta.path("nullable").asBoolean());
    assertType(field, delta.path("type"));
  }

  private static void assertType(Field field, JsonNode type) {
    if (type.isTextual()) {
      assertThat(field.getType()).isEqualTo(plain(type.asText()));
      return;
    }
    switch (type.path("type").asText()) {
      case "struct" -> {
        assertThat(field.getType()).isInstanceOf(ArrowType.Struct.class);
        for (int i = 0; i < field.getChildren().size(); i++) {
          JsonNode inner = type.path("fields").get(i);
          assertMatches(field.getChildren().get(i), inner.path("name").asText(), inner);
        }
      }
      case "array" -> {
        assertThat(field.getType()).isInstanceOf(ArrowType.List.class);
        assertType(field.getChildren().get(0), type.path("elementType"));
      }
      case "map" -> {
        assertThat(field.getType()).isInstanceOf(ArrowType.Map.class);
        List<Field> entry = field.getChildren().get(0).getChildren();
        assertType(entry.get(0), type.path("keyType"));
        assertType(entry.get(1), type.path("valueType"));
      }
      default -> fail("type " + type);
    }
  }

  private static ArrowType plain(String delta) {
    if (delta.startsWith("decimal(")) {
      String[] digits = delta.substring(8, delta.length() - 1).split(",", -1);
      return new ArrowType.Decimal(
          Integer.parseInt(digits[0]), Integer.parseInt(digits[1].strip()), 128);
    }
    return switch (delta) {
      case "boolean" -> ArrowType.Bool.INSTANCE;
      case "byte" -> new ArrowType.Int(8, true);
      case "short" -> new ArrowType.Int(16, true);
      case "integer" -> new ArrowType.Int(32, true);
      case "long" -> new ArrowType.Int(64, true);
      case "float" -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case "double" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case "string" -> ArrowType.Utf8.INSTANCE;
      case "binary" -> ArrowType.Binary.INSTANCE;
      case "date" -> new ArrowType.Date(DateUnit.DAY);
      case "timestamp" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case "timestamp_ntz" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      default -> throw new IllegalArgumentException(delta);
    };
  }

  @ParameterizedTest
  @MethodSource("states")
  void pinsTheVersionAskedFor(Golden.State state) {
    TableHandle table = Golden.resolve(session, state);

    assertThat(table.provenance().kind()).isEqualTo("delta-version");
    assertThat(table.provenance().id()).isEqualTo(Long.toString(state.version()));
    assertThat(table.provenance().at()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("latest")
  void listsEachFileOnceWithItsSize(Golden.State state) throws Exception {
    ScanPlan plan = Golden.plan(session, Golden.resolve(session, state));

    List<DataFile> files = Golden.files(session, plan);
    assertThat(files).hasSize(state.table().path("files").asInt());
    assertThat(files.stream().map(file -> file.ref().location()).distinct()).hasSize(files.size());
    for (DataFile file : files) {
      Path place = Path.of(file.ref().location());
      assertThat(place).isAbsolute().isRegularFile();
      assertThat(Files.size(place)).isEqualTo(file.ref().size());
    }
  }

  @ParameterizedTest
  @MethodSource("counted")
  void countsTheRowsThatAreNotDeleted(Golden.State state) {
    TableHandle table = Golden.resolve(session, state);
    ScanPlan plan = Golden.plan(session, table);

    long rows = state.expected().size();
    assertThat(Golden.rows(session, plan)).isEqualTo(rows);
    for (Part part : plan.parts()) {
      assertThat(((Part.Files) part).exactRows()).hasValue(rows);
      assertThat(part.estimate().rows()).isEqualTo(Amount.exactly(rows));
    }
    TableStatistics known = session.introspector().statistics(Golden.QUERY, table, Set.of());
    assertThat(known.rows()).isEqualTo(Amount.exactly(rows));
    assertThat(known.files()).isEqualTo(Amount.exactly(Golden.files(session, plan).size()));
  }

  @Test
  void leavesTheNumberOfRowsOpenWhereAFileHasNone() {
    for (String name : UNCOUNTED) {
      TableHandle table = Golden.resolve(session, name, Map.of());
      Part.Files part = (Part.Files) Golden.plan(session, table).parts().get(0);

      assertThat(part.exactRows()).isEmpty();
      assertThat(part.estimate().rows()).isEqualTo(Amount.UNKNOWN);
      assertThat(part.estimate().files().atMost()).isPresent();
      assertThat(session.introspector().statistics(Golden.QUERY, table, Set.of()).rows())
          .isEqualTo(Amount.UNKNOWN);
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  void listsAsManyDeletedRowsAsItSays(Golden.State state) {
    ScanPlan plan = Golden.plan(session, Golden.resolve(session, state));

    for (DataFile file : Golden.files(session, plan)) {
      if (file.deletes().isEmpty()) {
        continue;
      }
      Deletes.Positions deletes = (Deletes.Positions) file.deletes().get();
      List<Long> rows = new ArrayList<>();
      try (CloseableIterator<long[]> listed =
          connector.reader().deletedRows(Golden.QUERY, deletes.token())) {
        while (listed.hasNext()) {
          for (long row : listed.next()) {
            rows.add(row);
          }
        }
      }
      assertThat(rows).hasSize(Math.toIntExact(deletes.count())).isSorted().doesNotHaveDuplicates();
      assertThat(rows).allMatch(row -> row >= 0 && row < file.rows().orElseThrow());
    }
  }

  @ParameterizedTest
  @MethodSource("counted")
  void givesTheFilesTheirPartitionValues(Golden.State state) {
    TableHandle table = Golden.resolve(session, state);
    ScanPlan plan = Golden.plan(session, table);

    for (Part part : plan.parts()) {
      for (Binding binding : ((Part.Files) part).layout().columns()) {
        if (!(binding.origin() instanceof Origin.PerFile perFile)) {
          continue;
        }
        FieldPath column = FieldPath.of(binding.logical().getName());
        Map<Literal, Long> found = new HashMap<>();
        for (DataFile file : Golden.files(session, plan)) {
          Literal value = file.values().get(perFile.valueIndex());
          assertThat(value.type()).isEqualTo(binding.logical().getType());
          found.merge(value, Golden.liveRows(file), Long::sum);
        }
        Map<Literal, Long> expected = new HashMap<>();
        for (JsonNode row : state.expected()) {
          expected.merge(Golden.value(row, column, binding.logical().getType()), 1L, Long::sum);
        }
        found.values().removeIf(rows -> rows == 0);
        assertThat(found).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  void boundsHoldForEveryValue(Golden.State state) {
    TableHandle table = Golden.resolve(session, state);
    List<DataFile> files = Golden.files(session, Golden.plan(session, table));
    List<JsonNode> rows = state.expected();

    for (FieldPath column : Golden.leaves(table)) {
      ArrowType type = Golden.type(table, column);
      List<Literal> values =
          rows.stream()
              .map(row -> Golden.value(row, column, type))
              .filter(value -> !value.isNull())
              .toList();
      List<ColumnStatistics> known = new ArrayList<>();
      for (DataFile file : files) {
        file.statistics().stream().filter(s -> s.column().equals(column)).forEach(known::add);
      }
      if (files.isEmpty() || known.size() < files.size()) {
        continue;
      }
      if (known.stream().allMatch(s -> s.nulls().isPresent())) {
        assertThat(known.stream().mapToLong(s -> s.nulls().orElseThrow()).sum())
            .as("nulls of %s", column)
            .isEqualTo(rows.size() - values.size());
      }
      assertBound(known.stream().map(ColumnStatistics::min).toList(), values, column, true);
      assertBound(known.stream().map(ColumnStatistics::max).toList(), values, column, false);
    }
  }

  private static void assertBound(
      List<Optional<Bound>> bounds, List<Literal> values, FieldPath column, boolean lower) {
    if (values.isEmpty() || bounds.stream().anyMatch(Optional::isEmpty)) {
      return;
    }
    int side = lower ? 1 : -1;
    Literal extreme = values.stream().min((a, b) -> side * Golden.compare(a, b)).orElseThrow();
    Bound bound =
        bounds.stream()
            .map(Optional::orElseThrow)
            .min((a, b) -> side * Golden.compare(a.value(), b.value()))
            .orElseThrow();
    assertThat(side * Golden.compare(bound.value(), extreme))
        .as("%s bound %s of %s for %s", lower ? "lower" : "upper", bound, column, extreme)
        .isLessThanOrEqualTo(0);
    if (bounds.stream().allMatch(b -> b.orElseThrow().tightness() == Tightness.EXACT)) {
      assertThat(Golden.compare(bound.value(), extreme)).as("exact bound of %s", column).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("counted")
  void pruningLeavesEveryRowThatMatches(Golden.State state) {
    TableHandle table = Golden.resolve(session, state);
    List<JsonNode> rows = state.expected();

    for (FieldPath column : Golden.leaves(table)) {
      ArrowType type = Golden.type(table, column);
      List<Literal> values = rows.stream().map(row -> Golden.value(row, column, type)).toList();
      Set<Literal> tried = new HashSet<>(values);
      tried.removeIf(Literal::isNull);
      List<Literal> some = tried.stream().sorted(Golden::compare).limit(12).toList();
      for (Literal value : some) {
        for (Comparison op : Comparison.values()) {
          check(
              table,
              new Predicate.Compare(column, op, value),
              values.stream()
                  .filter(v -> !v.isNull() && holds(op, Golden.compare(v, value)))
                  .count());
        }
        if (value.value() instanceof String text && !text.isEmpty()) {
          String start = text.substring(0, text.offsetByCodePoints(0, 1));
          String escaped = start.replaceAll("[!%_]", "!$0");
          check(
              table,
              new Predicate.Like(column, escaped + "%", '!', Polarity.IS),
              values.stream()
                  .filter(v -> v.value() instanceof String t && t.startsWith(start))
                  .count());
        }
      }
      if (!some.isEmpty()) {
        long listed = values.stream().filter(v -> !v.isNull() && some.contains(v)).count();
        long nulls = values.stream().filter(Literal::isNull).count();
        check(table, new Predicate.OneOf(column, some, Polarity.IS), listed);
        check(
            table,
            new Predicate.OneOf(column, some, Polarity.IS_NOT),
            values.stream().filter(v -> !v.isNull() && none(some, v)).count());
        check(table, new Predicate.Nullness(column, Polarity.IS), nulls);
        check(table, new Predicate.Nullness(column, Polarity.IS_NOT), values.size() - nulls);
      }
    }
  }

  private static boolean none(List<Literal> some, Literal value) {
    return some.stream().noneMatch(other -> Golden.compare(value, other) == 0);
  }

  private static boolean holds(Comparison op, int order) {
    return switch (op) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }

  private void check(TableHandle table, Predicate predicate, long matching) {
    ScanPlan plan = Golden.plan(session, table, predicate);
    long left = Golden.rows(session, plan);
    if (plan.enforced().contains(predicate)) {
      assertThat(left).as("rows that %s leaves", predicate).isEqualTo(matching);
    } else {
      assertThat(left).as("rows that %s leaves", predicate).isGreaterThanOrEqualTo(matching);
    }
  }
}
