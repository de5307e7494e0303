package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.Configuration;
import dev.plumbline.runtime.config.DatasetChecks;
import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.DuplicateIds;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.LocatedProblem;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.config.SourceConfig;
import dev.plumbline.runtime.config.TimestampFormat;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.RowBatches;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An open configuration over tables in memory; nothing may be open or leaked after a test. */
abstract class ShelfFixture {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;
  static final ArrowType LONG = new ArrowType.Int(64, true);
  static final ArrowType DOUBLE = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
  static final ArrowType INSTANT = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
  static final ArrowType LOCAL = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
  static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);

  private static final Position HERE = new Position(1, 1);

  @TempDir static Path cache;
  @TempDir Path services;

  final AtomicInteger readers = new AtomicInteger();
  final Map<String, FieldType> predictions = new LinkedHashMap<>();
  final Map<String, String> labels = new LinkedHashMap<>();
  final Map<String, FieldType> features = new LinkedHashMap<>();
  final Map<String, String> columns = new LinkedHashMap<>();
  final Map<String, Object> options = new LinkedHashMap<>();
  final Map<String, String> environment = new LinkedHashMap<>();
  Optional<ZoneId> zone = Optional.empty();
  List<String> selectExpr = List.of();
  ModelType modelType = ModelType.REGRESSION;
  Optional<TimestampFormat> timestampFormat = Optional.empty();
  DuplicateIds duplicateIds = DuplicateIds.IGNORE;
  BigDecimal sampleSize = BigDecimal.ONE;
  final List<PlumblineListener> listeners = new ArrayList<>();
  DatasetChecks checks = DatasetChecks.none();
  final Map<String, Position> positions = new LinkedHashMap<>();
  final List<LocatedProblem> warnings = new ArrayList<>();
  ShelfFactory.Shelf shelf = new ShelfFactory.Shelf();
  private String shelfName = "";
  private final List<Plumbline> opened = new ArrayList<>();
  private @Nullable URLClassLoader loader;

  @BeforeEach
  void makeShelf() throws IOException {
    shelfName = UUID.randomUUID().toString();
    shelf = ShelfFactory.shelf(shelfName);
    Path file = services.resolve("META-INF/services/dev.plumbline.spi.ConnectorFactory");
    Files.createDirectories(file.getParent());
    Files.writeString(file, ShelfFactory.class.getName());
    loader =
        new URLClassLoader(
            new URL[] {services.toUri().toURL()}, ShelfFactory.class.getClassLoader());
  }

  @AfterEach
  void leavesNothingBehind() throws IOException {
    opened.forEach(Plumbline::close);
    ShelfFactory.forget(shelfName);
    if (loader != null) {
      loader.close();
    }
    assertThat(shelf.sessions).hasValue(0);
    assertThat(shelf.connectors).hasValue(0);
    assertThat(readers).hasValue(0);
  }

  String path() {
    return shelfName;
  }

  static Field column(String name, ArrowType type) {
    return Field.nullable(name, type);
  }

  /** A table whose rows have one value for each column. */
  void table(String name, List<Field> fields, List<@Nullable Object[]> rows) {
    shelf.tables.put(
        name,
        new ShelfFactory.Table(
            new Schema(fields),
            (q, wanted) -> {
              List<String> names = fields.stream().map(Field::getName).toList();
              int[] at =
                  wanted.getFields().stream().mapToInt(f -> names.indexOf(f.getName())).toArray();
              readers.incrementAndGet();
              return RowBatches.of(
                  wanted,
                  rows.stream()
                      .<@Nullable Object[]>map(
                          row -> Arrays.stream(at).mapToObj(i -> row[i]).toArray())
                      .iterator(),
                  q.allocator(),
                  readers::decrementAndGet);
            }));
  }

  static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  DatasetConfig dataset(DatasetRole role, String table) {
    DatasetConfig.Builder dataset =
        DatasetConfig.builder("churn", role, "here", new Relation.Table(List.of(table)))
            .idColumn("id")
            .timestampColumn("at")
            .features(columns)
            .labels(labels)
            .selectExpr(selectExpr)
            .duplicateIds(duplicateIds)
            .sampleSize(sampleSize)
            .predictions(columns)
            .checks(checks)
            .positions(positions)
            .at(HERE);
    zone.ifPresent(dataset::timezone);
    timestampFormat.ifPresent(dataset::timestampFormat);
    return dataset.build();
  }

  Plumbline open(DatasetConfig... datasets) {
    Map<DatasetRole, DatasetConfig> byRole = new LinkedHashMap<>();
    for (DatasetConfig dataset : datasets) {
      byRole.put(dataset.role(), dataset);
    }
    ModelConfig model =
        ModelConfig.builder("churn", "1", modelType)
            .features(features)
            .predictions(predictions)
            .datasets(byRole)
            .build();
    Map<String, Object> given = new LinkedHashMap<>(options);
    given.put("path", shelfName);
    ConnectorConfig source = new ShelfFactory().sourceSpec().read("", given, cache).orThrow();
    Configuration configuration =
        new Configuration(
            Map.of("here", new SourceConfig("here", "shelf", source)),
            Map.of("churn", model),
            warnings);
    Plumbline.Builder builder =
        Plumbline.builder()
            .configuration(configuration)
            .environment(environment)
            .classPathConnectors(Objects.requireNonNull(loader))
            .cacheFolder(cache)
            .threads(2)
            .clock(Clock.fixed(NOW, ZoneOffset.UTC));
    listeners.forEach(builder::listener);
    Plumbline plumbline = builder.open();
    opened.add(plumbline);
    return plumbline;
  }

  /** Rows as text, sorted: values between commas. */
  static List<String> rows(RowStream stream) {
    List<String> rows = new ArrayList<>();
    for (Optional<VectorSchemaRoot> next = stream.next(); next.isPresent(); next = stream.next()) {
      try (VectorSchemaRoot root = next.get()) {
        for (int i = 0; i < root.getRowCount(); i++) {
          List<String> values = new ArrayList<>();
          for (FieldVector vector : root.getFieldVectors()) {
            values.add(text(vector, i));
          }
          rows.add(String.join(",", values));
        }
      }
    }
    rows.sort(null);
    return rows;
  }

  private static String text(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return "NULL";
    }
    if (vector instanceof TimeStampMicroTZVector instants) {
      return Instant.EPOCH.plus(instants.get(row), ChronoUnit.MICROS).toString();
    }
    return String.valueOf(vector.getObject(row));
  }

  static List<String> read(Plumbline plumbline, ReadRequest request) {
    try (RowStream stream = plumbline.read(request)) {
      return rows(stream);
    }
  }
}
