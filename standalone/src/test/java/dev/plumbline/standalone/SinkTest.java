package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.BatchReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.complex.impl.UnionMapWriter;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.SeekableReadChannel;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkTest {
  private final BufferAllocator allocator = new RootAllocator();

  /** Fails where a sink or a reader keeps memory. */
  @AfterEach
  void everythingIsReleased() {
    allocator.close();
  }

  private VectorSchemaRoot rows(int count, FieldVector... columns) {
    for (FieldVector column : columns) {
      column.setValueCount(count);
    }
    VectorSchemaRoot root = VectorSchemaRoot.of(columns);
    root.setRowCount(count);
    return root;
  }

  private VarCharVector texts(String name, String... values) {
    VarCharVector vector = new VarCharVector(name, allocator);
    vector.allocateNew();
    for (int i = 0; i < values.length; i++) {
      if (!values[i].equals("<null>")) {
        vector.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
      }
    }
    return vector;
  }

  private BigIntVector numbers(String name, long... values) {
    BigIntVector vector = new BigIntVector(name, allocator);
    vector.allocateNew(values.length);
    for (int i = 0; i < values.length; i++) {
      vector.setSafe(i, values[i]);
    }
    return vector;
  }

  private static String csv(VectorSchemaRoot batch) throws IOException {
    StringBuilder text = new StringBuilder();
    try (BatchReader rows = new Batches(batch)) {
      Rows.copy(rows, new CsvSink(text));
    }
    return text.toString();
  }

  private static String jsonLines(VectorSchemaRoot batch) throws IOException {
    StringBuilder text = new StringBuilder();
    try (BatchReader rows = new Batches(batch)) {
      Rows.copy(rows, new JsonLinesSink(text));
    }
    return text.toString();
  }

  @Test
  void csvQuotesWhatNeedsQuotesAndTellsNullFromEmpty() throws IOException {
    VectorSchemaRoot rows =
        rows(
            7,
            texts("a,b", "plain", "with \"quotes\"", "x,y", "two\nlines", "", "<null>", " edge"),
            numbers("n", 1, 2, 3, 4, 5, 6, 7));

    assertThat(csv(rows))
        .isEqualTo(
            """
            "a,b",n
            plain,1
            "with ""quotes""\",2
            "x,y",3
            "two
            lines",4
            "",5
            ,6
            " edge",7
            """);
  }

  @Test
  void writesTimesInIso8601WithMicroseconds() throws IOException {
    TimeStampMicroTZVector zoned = new TimeStampMicroTZVector("zoned", allocator, "Asia/Kolkata");
    zoned.allocateNew(2);
    zoned.setSafe(0, 1_771_113_600_000_000L);
    zoned.setSafe(1, -1L);
    TimeStampMicroVector local = new TimeStampMicroVector("local", allocator);
    local.allocateNew(2);
    local.setSafe(0, 1_771_113_600_123_456L);
    TimeStampNanoVector nanos = new TimeStampNanoVector("nanos", allocator);
    nanos.allocateNew(2);
    nanos.setSafe(0, 1L);
    nanos.setSafe(1, 1_000L);
    DateDayVector date = new DateDayVector("date", allocator);
    date.allocateNew(2);
    date.setSafe(0, (int) LocalDate.of(2026, 2, 15).toEpochDay());
    date.setSafe(1, -1);

    assertThat(csv(rows(2, zoned, local, nanos, date)))
        .isEqualTo(
            """
            zoned,local,nanos,date
            2026-02-15T00:00:00.000000Z,2026-02-15T00:00:00.123456,1970-01-01T00:00:00.000000001,2026-02-15
            1969-12-31T23:59:59.999999Z,,1970-01-01T00:00:00.000001,1969-12-31
            """);
  }

  @Test
  void jsonLinesKeepTypesAndNesting() throws IOException {
    DecimalVector decimal = new DecimalVector("decimal", allocator, 38, 10);
    decimal.allocateNew(2);
    decimal.setSafe(0, new BigDecimal("12345678901234567890.0000000001"));
    decimal.setSafe(1, new BigDecimal("0.0000000000"));
    Float8Vector doubles = new Float8Vector("double", allocator);
    doubles.allocateNew(2);
    doubles.setSafe(0, 0.1);
    doubles.setSafe(1, Double.NaN);
    BitVector flag = new BitVector("flag", allocator);
    flag.allocateNew(2);
    flag.setSafe(0, 1);
    VarBinaryVector bytes = new VarBinaryVector("bytes", allocator);
    bytes.allocateNew();
    bytes.setSafe(0, new byte[] {1, 2, (byte) 0xff});

    assertThat(
            jsonLines(
                rows(
                    2,
                    texts("text", "a \"b\"\u0001\n", "<null>"),
                    decimal,
                    doubles,
                    flag,
                    bytes,
                    lists(),
                    structs(),
                    maps())))
        .isEqualTo(
            "{\"text\":\"a \\\"b\\\"\\u0001\\n\",\"decimal\":12345678901234567890.0000000001,"
                + "\"double\":0.1,\"flag\":true,\"bytes\":\"AQL/\",\"list\":[1,null],"
                + "\"struct\":{\"id\":7},\"map\":{\"k\":1.5}}\n"
                + "{\"text\":null,\"decimal\":0.0000000000,\"double\":\"NaN\",\"flag\":null,"
                + "\"bytes\":null,\"list\":[],\"struct\":null,\"map\":null}\n");
  }

  private ListVector lists() {
    ListVector list = ListVector.empty("list", allocator);
    UnionListWriter writer = list.getWriter();
    writer.setPosition(0);
    writer.startList();
    writer.writeBigInt(1);
    writer.writeNull();
    writer.endList();
    writer.setPosition(1);
    writer.startList();
    writer.endList();
    return list;
  }

  private StructVector structs() {
    StructVector struct = StructVector.empty("struct", allocator);
    BigIntVector id =
        struct.addOrGet("id", FieldType.nullable(new ArrowType.Int(64, true)), BigIntVector.class);
    id.setSafe(0, 7);
    struct.setIndexDefined(0);
    return struct;
  }

  private MapVector maps() {
    MapVector map = MapVector.empty("map", allocator, false);
    UnionMapWriter writer = map.getWriter();
    writer.setPosition(0);
    writer.startMap();
    writer.startEntry();
    writer.key().varChar().writeVarChar("k");
    writer.value().float8().writeFloat8(1.5);
    writer.endEntry();
    writer.endMap();
    return map;
  }

  @Test
  void csvWritesNestedValuesAsJson() throws IOException {
    assertThat(csv(rows(2, lists(), maps())))
        .isEqualTo("list,map\n\"[1,null]\",\"{\"\"k\"\":1.5}\"\n[],\n");
  }

  @Test
  void arrowFilesHoldTheSameBatches() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (BatchReader rows = new Batches(rows(2, numbers("n", 1, 2)), rows(1, numbers("n", 3)));
        RowSink sink = new ArrowSink(Channels.newChannel(file))) {
      assertThat(Rows.copy(rows, sink)).isEqualTo(3);
    }

    try (ArrowFileReader reader =
        new ArrowFileReader(
            new SeekableReadChannel(new ByteArrayReadableSeekableByteChannel(file.toByteArray())),
            allocator)) {
      assertThat(reader.loadNextBatch()).isTrue();
      assertThat(reader.getVectorSchemaRoot().getVector("n").getObject(1)).isEqualTo(2L);
      assertThat(reader.loadNextBatch()).isTrue();
      assertThat(reader.getVectorSchemaRoot().getVector("n").getObject(0)).isEqualTo(3L);
      assertThat(reader.loadNextBatch()).isFalse();
    }
  }

  @Test
  void arrowFilesWithoutRowsStillHaveASchema() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Schema schema =
        new Schema(
            List.of(
                org.apache.arrow.vector.types.pojo.Field.nullable(
                    "t", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"))));
    try (BatchReader rows = new Batches(schema);
        RowSink sink = new ArrowSink(Channels.newChannel(file))) {
      Rows.copy(rows, sink);
    }

    try (ArrowFileReader reader =
        new ArrowFileReader(
            new SeekableReadChannel(new ByteArrayReadableSeekableByteChannel(file.toByteArray())),
            allocator)) {
      assertThat(reader.getVectorSchemaRoot().getSchema()).isEqualTo(schema);
      assertThat(reader.loadNextBatch()).isFalse();
    }
  }

  @Test
  void filesAreWrittenInTheFormatOfTheirName(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("rows.csv");
    Path lines = folder.resolve("rows.jsonl");
    try (BatchReader first = new Batches(rows(1, numbers("n", 1)));
        BatchReader second = new Batches(rows(1, numbers("n", 1)))) {
      Rows.toFile(first, FileKind.of(csv), csv, Map::of);
      Rows.toFile(second, FileKind.of(lines), lines, Map::of);
    }

    assertThat(Files.readString(csv)).isEqualTo("n\n1\n");
    assertThat(Files.readString(lines)).isEqualTo("{\"n\":1}\n");
  }

  @Test
  void previewTellsWhetherThereAreMoreRows() {
    try (BatchReader rows = new Batches(rows(3, numbers("n", 1, 2, 3)))) {
      Rows.Preview preview = Rows.preview(rows, 2);

      assertThat(preview.more()).isTrue();
      assertThat(preview.rows()).isEqualTo(2);
      assertThat(preview.table().text(Reports.PLAIN)).isEqualTo("n\n-\n1\n2\n");
    }
    try (BatchReader rows = new Batches(rows(2, texts("t", "x", "<null>")))) {
      Rows.Preview preview = Rows.preview(rows, 2);

      assertThat(preview.more()).isFalse();
      assertThat(preview.table().text(Reports.PLAIN)).isEqualTo("t\n----\nx\nNULL\n");
    }
  }

  @Test
  void stopsReadingWhenNobodyTakesTheRows() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    try (BatchReader rows = new Batches(rows(1, numbers("n", 1)));
        PrintStream out = new PrintStream(gone, false, StandardCharsets.UTF_8)) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> Rows.toStream(rows, FileKind.CSV, out))
          .isInstanceOf(OutputException.ReaderGone.class);
    }
  }

  /** Batches that a test made. */
  private static final class Batches implements BatchReader {
    private final Schema schema;
    private final Deque<VectorSchemaRoot> left = new ArrayDeque<>();

    Batches(VectorSchemaRoot... batches) {
      this(batches[0].getSchema());
      left.addAll(List.of(batches));
    }

    Batches(Schema schema) {
      this.schema = schema;
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Optional<VectorSchemaRoot> next() {
      return Optional.ofNullable(left.poll());
    }

    @Override
    public void close() {
      left.forEach(VectorSchemaRoot::close);
    }
  }
}
