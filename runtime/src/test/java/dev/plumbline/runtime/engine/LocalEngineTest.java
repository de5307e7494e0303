package dev.plumbline.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.engine.EngineQuery.Distribution;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.Binding;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.Deletes;
import dev.plumbline.spi.FileFormat;
import dev.plumbline.spi.FileLayout;
import dev.plumbline.spi.FileRef;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Origin;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.Reach;
import dev.plumbline.spi.RowBatches;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.Token;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalEngineTest {
  private static final ArrowType BIGINT = new ArrowType.Int(64, true);
  private static final ArrowType INT = new ArrowType.Int(32, true);
  private static final ArrowType TEXT = new ArrowType.Utf8();
  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
  private static final ArrowType INSTANT = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
  private static final ArrowType LOCAL = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
  private static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);
  private static final ArrowType DECIMAL = new ArrowType.Decimal(10, 2, 128);
  private static final FileFormat PARQUET = FileFormat.Parquet.builder().build();

  @TempDir Path folder;
  private Path spill;
  private BufferAllocator allocator;
  private TestQuery q;
  private LocalEngine engine;

  @BeforeEach
  void open() {
    spill = folder.resolve("spill");
    allocator = new RootAllocator();
    q = new TestQuery(allocator, Instant.MAX);
    engine = engine(2, 256L << 20);
  }

  private LocalEngine engine(int threads, long memory) {
    return new LocalEngine(
        LocalEngineOptions.builder()
            .threads(threads)
            .memoryBytes(memory)
            .spillFolder(spill)
            .build());
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    engine.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
    assertThat(q.registrations()).isZero();
    assertThat(engineThreads()).isZero();
    if (Files.exists(spill)) {
      try (Stream<Path> left = Files.list(spill)) {
        assertThat(left).isEmpty();
      }
    }
  }

  private static long engineThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("plumbline-engine"))
        .filter(Thread::isAlive)
        .count();
  }

  @Test
  void readsEveryTypeOfAFileWithNulls() throws Exception {
    List<Field> fields =
        List.of(
            column("b", new ArrowType.Bool()),
            column("i8", new ArrowType.Int(8, true)),
            column("i16", new ArrowType.Int(16, true)),
            column("i32", INT),
            column("i64", BIGINT),
            column("f32", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            column("f64", DOUBLE),
            column("dec", DECIMAL),
            column("big", new ArrowType.Decimal(38, 5, 128)),
            column("txt", TEXT),
            column("bin", new ArrowType.Binary()),
            column("day", DATE),
            column("loc", LOCAL),
            column("ins", INSTANT),
            nested("lst", new ArrowType.List(), column("element", INT)),
            nested("str", new ArrowType.Struct(), column("x", INT), column("y", TEXT)),
            map("mp", TEXT, INT));
    DataFile file =
        file(
            "types.parquet",
            2,
            "SELECT * FROM (VALUES (true, 1::TINYINT, 2::SMALLINT, 3::INTEGER, 4::BIGINT, 1.5::FLOAT,"
                + " -0.25::DOUBLE, 12.34::DECIMAL(10,2), 1.00001::DECIMAL(38,5), 'ä€', '\\x00\\xFF'::BLOB,"
                + " DATE '1969-12-31', TIMESTAMP '2020-02-29 01:02:03.000004',"
                + " TIMESTAMPTZ '1969-12-31 23:59:59.999999+00', [1, NULL], {'x': 1, 'y': NULL},"
                + " MAP {'k': 7}), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                + " NULL, NULL, NULL, NULL, NULL, NULL))"
                + " t(b, i8, i16, i32, i64, f32, f64, dec, big, txt, bin, day, loc, ins, lst, str, mp)");
    List<List<String>> rows =
        rows(query(new Schema(fields), named(fields), List.of(file), "SELECT * FROM input"));
    assertThat(rows.get(0))
        .containsExactly(
            "true",
            "1",
            "2",
            "3",
            "4",
            "1.5",
            "-0.25",
            "12.34",
            "1.00001",
            "ä€",
            "00ff",
            "-1",
            "2020-02-29T01:02:03.000004",
            "-1",
            "[1,null]",
            "{\"x\":1}",
            "[{\"key\":\"k\",\"value\":7}]");
    assertThat(rows.get(1)).containsOnly("null").hasSize(17);
  }

  @Test
  void readsEveryTypeOfBatchesWithNulls() {
    List<Field> fields =
        List.of(
            column("b", new ArrowType.Bool()),
            column("i32", INT),
            column("f64", DOUBLE),
            column("dec", DECIMAL),
            column("txt", TEXT),
            column("bin", new ArrowType.Binary()),
            column("day", DATE),
            column("loc", LOCAL),
            column("ins", INSTANT));
    Schema schema = new Schema(fields);
    Object[] values = {
      true,
      7,
      0.5,
      new BigDecimal("-1.25"),
      "ü",
      new byte[] {1},
      LocalDate.of(1970, 1, 2),
      LocalDateTime.of(1970, 1, 1, 0, 0),
      Instant.EPOCH
    };
    List<List<String>> rows =
        rows(batchQuery(schema, "SELECT * FROM input", List.of(values, new Object[fields.size()])));
    assertThat(rows)
        .containsExactly(
            List.of("true", "7", "0.5", "-1.25", "ü", "01", "1", "1970-01-01T00:00", "0"),
            Collections.nCopies(9, "null"));
  }

  @Test
  void findsRenamedAndWidenedAndMissingColumns() throws Exception {
    Field id = column("id", BIGINT);
    Field added = column("added", DECIMAL);
    Field absent = column("absent", TEXT);
    List<Binding> bindings =
        List.of(
            Binding.builder(id, new Origin.ByName("col-1")).build(),
            Binding.builder(added, new Origin.ByName("col-2"))
                .whenMissing(new Literal(DECIMAL, new BigDecimal("1.50")))
                .build(),
            Binding.builder(absent, new Origin.ByName("col-3")).build());
    DataFile narrow = file("narrow.parquet", 1, "SELECT 1::INTEGER AS \"col-1\"");
    DataFile full =
        file("full.parquet", 1, "SELECT 2::BIGINT AS \"col-1\", 9::DECIMAL(10,2) AS \"col-2\"");
    assertThat(
            rows(
                query(
                    new Schema(List.of(id, added, absent)),
                    bindings,
                    List.of(narrow, full),
                    "SELECT * FROM input ORDER BY id")))
        .containsExactly(List.of("1", "1.50", "null"), List.of("2", "9.00", "null"));
  }

  @Test
  void findsColumnsByFieldId() throws Exception {
    Field id = column("id", BIGINT);
    Path path = folder.resolve("ids.parquet");
    sql(
        "COPY (SELECT 5 AS anything, 6 AS other) TO "
            + DuckSql.text(path.toString())
            + " (FORMAT parquet, FIELD_IDS {anything: 11, other: 12})");
    assertThat(
            rows(
                query(
                    new Schema(List.of(id)),
                    List.of(Binding.builder(id, new Origin.ById(12)).build()),
                    List.of(dataFile(path, 1).build()),
                    "SELECT id FROM input")))
        .containsExactly(List.of("6"));
  }

  @Test
  void renamesInnerFields() throws Exception {
    Field x = column("x", INT);
    Field struct = nested("s", new ArrowType.Struct(), x);
    Field list = nested("l", new ArrowType.List(), nested("element", new ArrowType.Struct(), x));
    Binding inner = Binding.builder(x, new Origin.ByName("phys x")).build();
    Binding element =
        Binding.builder(list.getChildren().get(0), new Origin.ByName("element"))
            .children(List.of(inner))
            .build();
    List<Binding> bindings =
        List.of(
            Binding.builder(struct, new Origin.ByName("s1")).children(List.of(inner)).build(),
            Binding.builder(list, new Origin.ByName("l1")).children(List.of(element)).build());
    DataFile file =
        file(
            "nested.parquet",
            2,
            "SELECT {'phys x': 1} AS s1, [{'phys x': 2}] AS l1 UNION ALL SELECT NULL, NULL");
    assertThat(
            rows(
                query(
                    new Schema(List.of(struct, list)),
                    bindings,
                    List.of(file),
                    "SELECT * FROM input ORDER BY s IS NULL")))
        .containsExactly(List.of("{\"x\":1}", "[{\"x\":2}]"), List.of("null", "null"));
  }

  @Test
  void givesEachFileItsConstants() throws Exception {
    List<Literal> constants =
        List.of(
            new Literal(new ArrowType.Bool(), true),
            new Literal(BIGINT, Long.MIN_VALUE),
            new Literal(DOUBLE, Double.NaN),
            new Literal(DECIMAL, new BigDecimal("-0.05")),
            new Literal(TEXT, "it's \"ü\""),
            new Literal(new ArrowType.Binary(), ByteBuffer.wrap(new byte[] {0, -1})),
            new Literal(DATE, LocalDate.of(-44, 3, 15)),
            new Literal(LOCAL, LocalDateTime.of(2024, 3, 31, 2, 30)),
            new Literal(INSTANT, Instant.parse("1969-12-31T23:59:59.999999Z")));
    List<Field> fields = new ArrayList<>();
    List<Binding> bindings = new ArrayList<>();
    for (int i = 0; i < constants.size(); i++) {
      Field field = column("p" + i, constants.get(i).type());
      fields.add(field);
      bindings.add(Binding.builder(field, new Origin.PerFile(i)).build());
    }
    DataFile full = file("p1.parquet", 1, "SELECT 1 AS x");
    DataFile nulls = file("p2.parquet", 2, "SELECT 1 AS x FROM range(2)");
    List<Literal> absent =
        constants.stream().map(constant -> new Literal(constant.type(), null)).toList();
    assertThat(
            rows(
                query(
                    new Schema(fields),
                    bindings,
                    List.of(with(full, constants), with(nulls, absent)),
                    "SELECT * FROM input ORDER BY p0 NULLS LAST")))
        .containsExactly(
            List.of(
                "true",
                "-9223372036854775808",
                "NaN",
                "-0.05",
                "it's \"ü\"",
                "00ff",
                Long.toString(LocalDate.of(-44, 3, 15).toEpochDay()),
                "2024-03-31T02:30",
                "-1"),
            Collections.nCopies(9, "null"),
            Collections.nCopies(9, "null"));
  }

  @Test
  void joinsTheConstantsOfManyFiles() throws Exception {
    Path first = folder.resolve("m0.parquet");
    sql("COPY (SELECT 1 AS x) TO " + DuckSql.text(first.toString()));
    Field part = column("p", BIGINT);
    List<DataFile> files = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      Path path = folder.resolve("m" + i + ".parquet");
      if (i > 0) {
        Files.createLink(path, first);
      }
      files.add(dataFile(path, 1).values(List.of(new Literal(BIGINT, (long) i))).build());
    }
    assertThat(
            rows(
                query(
                    new Schema(List.of(part)),
                    List.of(Binding.builder(part, new Origin.PerFile(0)).build()),
                    files,
                    "SELECT CAST(sum(p) AS BIGINT) AS p FROM input")))
        .containsExactly(List.of("719400"));
  }

  @Test
  void leavesDeletedRowsOut() throws Exception {
    DataFile whole = file("whole.parquet", 3, "SELECT i AS id FROM range(3) t(i)");
    DataFile cut = file("cut.parquet", 20_000, "SELECT 100 + i AS id FROM range(20000) t(i)");
    long[] deleted = LongStream.range(0, 20_000).filter(i -> i != 77 && i != 19_999).toArray();
    DataFile marked =
        dataFile(folder.resolve("cut.parquet"), 20_000)
            .deletes(Deletes.Positions.builder(Token.of("dv"), deleted.length).build())
            .build();
    assertThat(cut.ref()).isEqualTo(marked.ref());
    Field id = column("id", BIGINT);
    EngineInput input =
        new EngineInput(
            "input",
            new Schema(List.of(id)),
            List.of(filesPart(named(List.of(id)))),
            new TestParts().files("files", List.of(marked, whole)).deletes("dv", deleted));
    assertThat(
            rows(
                new EngineQuery(
                    List.of(input),
                    "SELECT id FROM input ORDER BY id",
                    input.schema(),
                    Distribution.WHOLE)))
        .extracting(row -> row.get(0))
        .containsExactly("0", "1", "2", "177", "20099");
  }

  @Test
  void refusesDeletesThatContradictTheirCount() throws Exception {
    file("d.parquet", 3, "SELECT i AS id FROM range(3) t(i)");
    DataFile marked =
        dataFile(folder.resolve("d.parquet"), 3)
            .deletes(Deletes.Positions.builder(Token.of("dv"), 2).build())
            .build();
    Field id = column("id", BIGINT);
    EngineInput input =
        new EngineInput(
            "input",
            new Schema(List.of(id)),
            List.of(filesPart(named(List.of(id)))),
            new TestParts().files("files", List.of(marked)).deletes("dv", 1));
    assertFails(
        new EngineQuery(List.of(input), "SELECT id FROM input", input.schema(), Distribution.WHOLE),
        StandardErrorCode.CORRUPT_DATA);
  }

  @Test
  void readsLocalTimesInTheirZone() throws Exception {
    Field at = column("moment", INSTANT);
    DataFile file = file("z.parquet", 1, "SELECT TIMESTAMP '2024-07-01 12:00:00' AS moment");
    Binding berlin =
        Binding.builder(at, new Origin.ByName("moment"))
            .localTimesIn(ZoneId.of("Europe/Berlin"))
            .build();
    long expected = Instant.parse("2024-07-01T10:00:00Z").getEpochSecond() * 1_000_000;
    assertThat(
            rows(
                query(
                    new Schema(List.of(at)),
                    List.of(berlin),
                    List.of(file),
                    "SELECT moment FROM input")))
        .containsExactly(List.of(Long.toString(expected)));
    DataFile instants = file("i.parquet", 1, "SELECT TIMESTAMPTZ '2024-07-01 12:00:00Z' AS moment");
    assertFails(
        query(
            new Schema(List.of(at)),
            List.of(berlin),
            List.of(instants),
            "SELECT moment FROM input"),
        StandardErrorCode.UNSUPPORTED);
  }

  @Test
  void countsRowsOfInputsWithoutColumns() throws Exception {
    DataFile file = file("n.parquet", 5, "SELECT 1 AS x FROM range(5)");
    Schema none = new Schema(List.of());
    TestParts parts =
        new TestParts()
            .files("files", List.of(file))
            .batches(
                "batches",
                context ->
                    RowBatches.of(
                        none,
                        List.of(new @Nullable Object[0], new @Nullable Object[0]).iterator(),
                        context.allocator(),
                        () -> {}));
    EngineInput input =
        new EngineInput("input", none, List.of(filesPart(List.of()), batchesPart()), parts);
    assertThat(
            rows(
                new EngineQuery(
                    List.of(input),
                    "SELECT count(*) AS n FROM input",
                    new Schema(List.of(column("n", BIGINT))),
                    Distribution.WHOLE)))
        .containsExactly(List.of("7"));
  }

  @Test
  void givesNoRowsForNoParts() {
    Field id = column("id", BIGINT);
    EngineInput input =
        new EngineInput("input", new Schema(List.of(id)), List.of(), new TestParts());
    for (Distribution distribution : Distribution.values()) {
      assertThat(
              rows(
                  new EngineQuery(
                      List.of(input), "SELECT id FROM input", input.schema(), distribution)))
          .isEmpty();
    }
  }

  @Test
  void takesPathsLiterally() throws Exception {
    List<String> names =
        List.of(
            "a[1]*.parquet", "a1x.parquet", "b?.parquet", "it's.parquet", "ü \"q\" %20.parquet");
    List<DataFile> files = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      files.add(file(names.get(i), 1, "SELECT " + (1L << i) + "::BIGINT AS id"));
    }
    files.remove(1);
    Field id = column("id", BIGINT);
    assertThat(
            rows(
                query(
                    new Schema(List.of(id)),
                    named(List.of(id)),
                    files,
                    "SELECT CAST(sum(id) AS BIGINT) AS id FROM input")))
        .containsExactly(List.of("29"));
  }

  @Test
  void namesAMissingFile() throws Exception {
    DataFile file = file("gone.parquet", 1, "SELECT 1::BIGINT AS id");
    Files.delete(folder.resolve("gone.parquet"));
    assertThat(assertFails(ids(List.of(file)), StandardErrorCode.SNAPSHOT_GONE))
        .hasMessageContaining("gone.parquet");
  }

  @Test
  void namesATornFile() throws Exception {
    DataFile file = file("torn.parquet", 100, "SELECT i AS id FROM range(100) t(i)");
    Path path = folder.resolve("torn.parquet");
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length - 20));
    assertThat(assertFails(ids(List.of(file)), StandardErrorCode.CORRUPT_DATA))
        .hasMessageContaining("torn.parquet");
    // The same length, without the footer.
    Files.write(path, Arrays.copyOf(Arrays.copyOf(bytes, bytes.length - 20), bytes.length));
    assertThat(assertFails(ids(List.of(file)), StandardErrorCode.CORRUPT_DATA))
        .hasMessageContaining("torn.parquet");
  }

  @Test
  void namesTheOneFileWithDamagedPages() throws Exception {
    DataFile good = file("good.parquet", 100, "SELECT i AS id FROM range(100) t(i)");
    DataFile bad = file("bad.parquet", 100, "SELECT i AS id FROM range(100) t(i)");
    Path path = folder.resolve("bad.parquet");
    byte[] bytes = Files.readAllBytes(path);
    Arrays.fill(bytes, 4, 60, (byte) 77);
    Files.write(path, bytes);
    assertThat(assertFails(ids(List.of(good, bad)), StandardErrorCode.CORRUPT_DATA))
        .hasMessageContaining("bad.parquet")
        .hasMessageNotContaining("good.parquet");
  }

  @Test
  void noticesAFileWithOtherRows() throws Exception {
    file("other.parquet", 3, "SELECT i AS id FROM range(3) t(i)");
    DataFile claimed = dataFile(folder.resolve("other.parquet"), 4).build();
    assertThat(assertFails(ids(List.of(claimed)), StandardErrorCode.CORRUPT_DATA))
        .hasMessageContaining("other.parquet");
  }

  @Test
  void readsNothingButItsFiles() throws Exception {
    DataFile file = file("mine.parquet", 1, "SELECT 1::BIGINT AS id");
    Path other = folder.resolve("secret.parquet");
    file("secret.parquet", 1, "SELECT 2::BIGINT AS id");
    for (String sql :
        List.of(
            "SELECT id FROM input UNION ALL SELECT id FROM read_parquet('" + other + "')",
            "SELECT id FROM input UNION ALL SELECT length(content) FROM read_text('/etc/hostname')")) {
      assertFails(
          query(
              new Schema(List.of(column("id", BIGINT))),
              named(List.of(column("id", BIGINT))),
              List.of(file),
              sql),
          StandardErrorCode.PERMISSION_DENIED);
    }
  }

  @Test
  void runsOneSelectOnly() throws Exception {
    DataFile file = file("w.parquet", 1, "SELECT 1::BIGINT AS id");
    Path path = folder.resolve("w.parquet");
    for (String sql :
        List.of(
            "COPY (SELECT 3 AS id) TO '" + path + "' (USE_TMP_FILE false)",
            "SELECT 1; SELECT id FROM input",
            "SET threads = 1")) {
      assertFails(
          query(
              new Schema(List.of(column("id", BIGINT))),
              named(List.of(column("id", BIGINT))),
              List.of(file),
              sql),
          StandardErrorCode.INVALID_REQUEST);
    }
    assertThat(Files.size(path)).isEqualTo(file.ref().size());
  }

  @Test
  void namesTheColumnThatComesOutOtherwise() throws Exception {
    DataFile file = file("t.parquet", 1, "SELECT 1::BIGINT AS id");
    Field id = column("id", BIGINT);
    EngineInput input = input(List.of(id), named(List.of(id)), List.of(file));
    EngineQuery wrong =
        new EngineQuery(
            List.of(input),
            "SELECT id FROM input",
            new Schema(List.of(column("id", INT))),
            Distribution.WHOLE);
    assertThat(assertFails(wrong, StandardErrorCode.INTERNAL)).hasMessageContaining("'id'");
  }

  @Test
  void handsOverExactlyThePlannedSchema() throws Exception {
    Field id = new Field("id", FieldType.notNullable(BIGINT), null);
    Field list =
        new Field(
            "l", FieldType.notNullable(new ArrowType.List()), List.of(column("element", TEXT)));
    List<Field> fields = List.of(id, list);
    DataFile file = file("e.parquet", 1, "SELECT 1::BIGINT AS id, ['x'] AS l");
    try (BatchReader reader =
            engine.run(
                q, query(new Schema(fields), named(fields), List.of(file), "SELECT * FROM input"));
        VectorSchemaRoot batch = reader.next().orElseThrow()) {
      assertThat(batch.getSchema()).isEqualTo(new Schema(fields));
      assertThat(batch.getVector("l").getObject(0)).hasToString("[\"x\"]");
    }
  }

  @Test
  void sharesGiveTheRowsOfOneStream() throws Exception {
    List<DataFile> files = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      long from = i * 400_000L;
      files.add(
          file(
              "s" + i + ".parquet",
              400_000,
              "SELECT i + " + from + " AS id FROM range(400000) t(i)"));
    }
    Field id = column("id", BIGINT);
    EngineInput input = input(List.of(id), named(List.of(id)), files);
    assertThat(Shares.of(
            q, rowwise(input), i -> i.rows().open(q, name -> engine.run(q, rowwise(i))), 2)).hasSize(2);
    List<Long> parallel = sorted(rowwise(input));
    List<Long> single =
        sorted(
            new EngineQuery(
                List.of(input), rowwise(input).sql(), input.schema(), Distribution.WHOLE));
    assertThat(parallel).hasSize(933_334).isEqualTo(single);
  }

  @Test
  void holdsFewBatchesOfALargeScan() throws Exception {
    List<DataFile> files = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      files.add(
          file(
              "l" + i + ".parquet",
              1_000_000,
              "SELECT (hash(i) // 4)::BIGINT AS id FROM range(1000000) t(i)"));
    }
    Field id = column("id", BIGINT);
    EngineInput input = input(List.of(id), named(List.of(id)), files);
    long rows = 0;
    try (BatchReader reader =
        engine.run(
            q,
            new EngineQuery(
                List.of(input), "SELECT id FROM input", input.schema(), Distribution.ROWWISE))) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        rows += next.get().getRowCount();
        next.get().close();
      }
    }
    assertThat(rows).isEqualTo(4_000_000);
    assertThat(allocator.getPeakMemoryAllocation()).isLessThan(8L << 20);
  }

  @Test
  void closingFromAnotherThreadEndsNext() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    BlockingReader blocking = new BlockingReader(waiting);
    BatchReader reader = engine.run(q, blockingQuery(blocking));
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(
            () -> {
              await(waiting);
              reader.close();
            });
    assertThatThrownBy(reader::next)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.CANCELLED));
    closing.get();
    assertThat(blocking.closed).isTrue();
  }

  @Test
  void closingInterruptsDuckDb() throws Exception {
    Field n = column("n", BIGINT);
    BatchReader reader = engine.run(q, endless(n));
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Throwable> next =
        CompletableFuture.supplyAsync(
            () -> {
              started.countDown();
              return catchThrowableOfType(ConnectorException.class, reader::next);
            });
    await(started);
    reader.close();
    assertThat(next.get()).isInstanceOf(ConnectorException.class);
  }

  @Test
  void cancellingTheQueryEndsNext() {
    Field n = column("n", BIGINT);
    try (BatchReader reader = engine.run(q, endless(n))) {
      CompletableFuture<Void> cancelling = CompletableFuture.runAsync(q::cancel);
      assertThatThrownBy(reader::next)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(StandardErrorCode.CANCELLED));
      cancelling.join();
    }
  }

  @Test
  void endsAtItsDeadline() {
    TestQuery hurried = new TestQuery(allocator, Instant.now().plus(Duration.ofMillis(200)));
    try (BatchReader reader = engine.run(hurried, endless(column("n", BIGINT)))) {
      assertThatThrownBy(reader::next)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(StandardErrorCode.TIMEOUT));
    }
  }

  @Test
  void passesAFailureOfTheConnectorOn() {
    ConnectorException failure =
        new ConnectorException(StandardErrorCode.CREDENTIALS_EXPIRED, "expired");
    Schema schema = new Schema(List.of(column("id", BIGINT)));
    EngineInput input =
        new EngineInput(
            "input",
            schema,
            List.of(batchesPart()),
            new TestParts()
                .batches(
                    "batches",
                    context ->
                        RowBatches.of(
                            schema,
                            Stream.iterate(0L, i -> i + 1)
                                .map(
                                    i -> {
                                      if (i == 20_000) {
                                        throw failure;
                                      }
                                      return new @Nullable Object[] {i};
                                    })
                                .iterator(),
                            context.allocator(),
                            () -> {})));
    EngineQuery query =
        new EngineQuery(List.of(input), "SELECT id FROM input", schema, Distribution.WHOLE);
    assertThat(assertFails(query, StandardErrorCode.CREDENTIALS_EXPIRED)).isSameAs(failure);
  }

  @Test
  void noticesAPartWithOtherColumns() {
    Schema planned = new Schema(List.of(column("id", BIGINT)));
    Schema came = new Schema(List.of(column("id", TEXT)));
    EngineInput input =
        new EngineInput(
            "input",
            planned,
            List.of(batchesPart()),
            new TestParts()
                .batches(
                    "batches",
                    context ->
                        RowBatches.of(
                            came,
                            List.<@Nullable Object[]>of(new Object[] {"x"}).iterator(),
                            context.allocator(),
                            () -> {})));
    assertThat(
            assertFails(
                new EngineQuery(
                    List.of(input), "SELECT id FROM input", planned, Distribution.WHOLE),
                StandardErrorCode.SCHEMA_CHANGED))
        .hasMessageContaining("'id'");
  }

  @Test
  void readsBatchesTwiceWhereTheStatementDoes() {
    Schema schema = new Schema(List.of(column("id", BIGINT)));
    assertThat(
            rows(
                batchQuery(
                    schema,
                    "SELECT a.id FROM input a JOIN input b ON a.id = b.id + 1",
                    List.of(new Object[] {1L}, new Object[] {2L}))))
        .containsExactly(List.of("2"));
  }

  @Test
  void saysWhichLimitAStatementHit() {
    try (LocalEngine small = engine(1, 16L << 20)) {
      EngineQuery query =
          new EngineQuery(
              List.of(),
              "SELECT list(i) AS l FROM range(20000000) t(i)",
              new Schema(List.of(nested("l", new ArrowType.List(), column("element", BIGINT)))),
              Distribution.WHOLE);
      try (BatchReader reader = small.run(q, query)) {
        assertThatThrownBy(reader::next)
            .isInstanceOfSatisfying(
                ConnectorException.class,
                e -> assertThat(e.code()).isEqualTo(StandardErrorCode.LIMIT_EXCEEDED));
      }
    }
  }

  @Test
  void spillsWhatDoesNotFitIntoMemory() {
    try (LocalEngine small = engine(1, 64L << 20)) {
      EngineQuery query =
          new EngineQuery(
              List.of(),
              "SELECT count(*) AS n FROM (SELECT DISTINCT md5(i::VARCHAR) FROM range(1500000) t(i))",
              new Schema(List.of(column("n", BIGINT))),
              Distribution.WHOLE);
      try (BatchReader reader = small.run(q, query);
          VectorSchemaRoot batch = reader.next().orElseThrow()) {
        assertThat(batch.getVector(0).getObject(0)).isEqualTo(1_500_000L);
      }
    }
  }

  @Test
  void keepsNothingOfTwoHundredStatementsClosedEarly() throws Exception {
    DataFile one = file("c1.parquet", 200_000, "SELECT i AS id FROM range(200000) t(i)");
    DataFile two = file("c2.parquet", 200_000, "SELECT i AS id FROM range(200000) t(i)");
    for (int i = 0; i < 200; i++) {
      try (BatchReader reader = engine.run(q, ids(List.of(one, two)))) {
        if (i % 3 > 0) {
          reader.next().orElseThrow().close();
        }
      }
      assertThat(allocator.getAllocatedMemory()).isZero();
      assertThat(engineThreads()).isZero();
    }
  }

  @Test
  void leavesFormatsThatItCannotReadAlone() throws Exception {
    Path path = Files.writeString(folder.resolve("x.csv"), "id\n1\n", StandardCharsets.UTF_8);
    Field id = column("id", BIGINT);
    Part.Files part =
        Part.Files.builder(
                Token.of("files"),
                Reach.ANYWHERE,
                FileLayout.builder(FileFormat.JsonLines.builder().build(), named(List.of(id)))
                    .build())
            .build();
    EngineInput input =
        new EngineInput(
            "input",
            new Schema(List.of(id)),
            List.of(part),
            new TestParts()
                .files(
                    "files",
                    List.of(
                        DataFile.builder(FileRef.builder(path.toString(), 5).build()).build())));
    assertFails(
        new EngineQuery(List.of(input), "SELECT id FROM input", input.schema(), Distribution.WHOLE),
        StandardErrorCode.UNSUPPORTED);
  }

  // ---- what the tests are written in

  private static Field column(String name, ArrowType type) {
    return Field.nullable(name, type);
  }

  private static Field nested(String name, ArrowType type, Field... children) {
    return new Field(name, FieldType.nullable(type), List.of(children));
  }

  private static Field map(String name, ArrowType key, ArrowType value) {
    Field entries =
        new Field(
            "entries",
            FieldType.notNullable(new ArrowType.Struct()),
            List.of(new Field("key", FieldType.notNullable(key), null), column("value", value)));
    return nested(name, new ArrowType.Map(false), entries);
  }

  private static List<Binding> named(List<Field> fields) {
    return fields.stream()
        .map(field -> Binding.builder(field, new Origin.ByName(field.getName())).build())
        .toList();
  }

  private static Part.Files filesPart(List<Binding> bindings) {
    return Part.Files.builder(
            Token.of("files"), Reach.ANYWHERE, FileLayout.builder(PARQUET, bindings).build())
        .build();
  }

  private static Part.Batches batchesPart() {
    return Part.Batches.builder(Token.of("batches"), Reach.SESSION).build();
  }

  private static EngineInput input(
      List<Field> fields, List<Binding> bindings, List<DataFile> files) {
    return new EngineInput(
        "input",
        new Schema(fields),
        List.of(filesPart(bindings)),
        new TestParts().files("files", files));
  }

  private static EngineQuery query(
      Schema schema, List<Binding> bindings, List<DataFile> files, String sql) {
    return new EngineQuery(
        List.of(input(schema.getFields(), bindings, files)), sql, schema, Distribution.WHOLE);
  }

  private static EngineQuery ids(List<DataFile> files) {
    List<Field> fields = List.of(column("id", BIGINT));
    return new EngineQuery(
        List.of(input(fields, named(fields), files)),
        "SELECT id FROM input",
        new Schema(fields),
        Distribution.ROWWISE);
  }

  private static EngineQuery rowwise(EngineInput input) {
    return new EngineQuery(
        List.of(input),
        "SELECT id FROM input WHERE id % 3 = 0",
        input.schema(),
        Distribution.ROWWISE);
  }

  private static EngineQuery batchQuery(Schema schema, String sql, List<@Nullable Object[]> rows) {
    EngineInput input =
        new EngineInput(
            "input",
            schema,
            List.of(batchesPart()),
            new TestParts()
                .batches(
                    "batches",
                    context ->
                        RowBatches.of(schema, rows.iterator(), context.allocator(), () -> {})));
    return new EngineQuery(List.of(input), sql, schema, Distribution.WHOLE);
  }

  private static EngineQuery endless(Field n) {
    return new EngineQuery(
        List.of(),
        "SELECT i AS n FROM range(1000000000000) t(i) WHERE i = -1",
        new Schema(List.of(n)),
        Distribution.WHOLE);
  }

  private static EngineQuery blockingQuery(BlockingReader reader) {
    EngineInput input =
        new EngineInput(
            "input",
            reader.schema(),
            List.of(batchesPart()),
            new TestParts().batches("batches", context -> reader));
    return new EngineQuery(
        List.of(input), "SELECT id FROM input", reader.schema(), Distribution.WHOLE);
  }

  private DataFile file(String name, long rows, String select) throws SQLException, IOException {
    Path path = folder.resolve(name);
    sql("COPY (" + select + ") TO " + DuckSql.text(path.toString()) + " (FORMAT parquet)");
    return dataFile(path, rows).build();
  }

  private static DataFile.Builder dataFile(Path path, long rows) throws IOException {
    return DataFile.builder(FileRef.builder(path.toString(), Files.size(path)).build()).rows(rows);
  }

  private static DataFile with(DataFile file, List<Literal> values) {
    return DataFile.builder(file.ref()).rows(file.rows().orElseThrow()).values(values).build();
  }

  private static void sql(String sql) throws SQLException {
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(sql);
    }
  }

  private ConnectorException assertFails(EngineQuery query, StandardErrorCode code) {
    ConnectorException failure = catchThrowableOfType(ConnectorException.class, () -> rows(query));
    assertThat(failure).isNotNull();
    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
    return failure;
  }

  private List<Long> sorted(EngineQuery query) {
    return rows(query).stream().map(row -> Long.valueOf(row.get(0))).sorted().toList();
  }

  private List<List<String>> rows(EngineQuery query) {
    List<List<String>> rows = new ArrayList<>();
    try (BatchReader reader = engine.run(q, query)) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          assertThat(batch.getSchema()).isEqualTo(query.schema());
          for (int row = 0; row < batch.getRowCount(); row++) {
            int at = row;
            rows.add(
                IntStream.range(0, batch.getFieldVectors().size())
                    .mapToObj(i -> text(batch.getVector(i).getObject(at), batch, i, at))
                    .toList());
          }
        }
      }
    }
    return rows;
  }

  private static String text(@Nullable Object value, VectorSchemaRoot batch, int column, int row) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (batch.getVector(column) instanceof DateDayVector days && value != null) {
      return Integer.toString(days.get(row));
    }
    return String.valueOf(value);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits in next() until it is closed. */
  private static final class BlockingReader implements BatchReader {
    private final CountDownLatch waiting;
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    BlockingReader(CountDownLatch waiting) {
      this.waiting = waiting;
    }

    @Override
    public Schema schema() {
      return new Schema(List.of(column("id", BIGINT)));
    }

    @Override
    public Optional<VectorSchemaRoot> next() {
      waiting.countDown();
      await(released);
      throw new ConnectorException(StandardErrorCode.CANCELLED, "closed");
    }

    @Override
    public void close() {
      closed.set(true);
      released.countDown();
    }
  }
}
