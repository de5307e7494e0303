package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ErrorCode;
import dev.plumbline.spi.RowBatches;
import dev.plumbline.spi.StandardErrorCode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PreparedReadTest extends ShelfFixture {
  private static final ReadRequest ALL = ReadRequest.builder("churn.serving").build();

  @TempDir private Path folder;

  private static List<Field> fields(ArrowType amount) {
    return List.of(column("id", TEXT), column("at", INSTANT), column("amount", amount));
  }

  private Plumbline amounts(double... amounts) {
    features.put("amount", FieldType.of(FieldType.Kind.NUMERIC));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (double amount : amounts) {
      rows.add(row("r", NOW, amount));
    }
    table("events", fields(DOUBLE), rows);
    return open(dataset(DatasetRole.SERVING, "events"));
  }

  private static ConnectorException failure(ThrowingCallable call) {
    ConnectorException failure = catchThrowableOfType(ConnectorException.class, call);
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }

  private static ErrorCode code(ThrowingCallable call) {
    return failure(call).code();
  }

  @Test
  void aPreparedReadHoldsNoConnectionAndCanBeReadAgain() {
    PreparedRead prepared = amounts(1.5).prepare(ALL);
    assertThat(shelf.sessions).hasValue(0);
    assertThat(prepared.report().stages()).hasSize(1);
    assertThat(prepared.schema().getFields()).extracting(Field::getName).contains("amount");
    for (int i = 0; i < 2; i++) {
      try (RowStream rows = prepared.read()) {
        assertThat(rows(rows)).containsExactly("r," + NOW + ",1.5");
        assertThat(rows.stamp().replanned()).isEmpty();
      }
    }
  }

  @Test
  void columnsThatARearrangedTableStillHasAreRead() {
    PreparedRead prepared = amounts(1.5).prepare(ALL);
    table(
        "events",
        List.of(
            column("amount", DOUBLE),
            column("new", TEXT),
            column("at", INSTANT),
            column("id", TEXT)),
        List.<@Nullable Object[]>of(row(2.5, "x", NOW, "s")));
    try (RowStream rows = prepared.read()) {
      assertThat(rows(rows)).containsExactly("s," + NOW + ",2.5");
    }
  }

  @Test
  void aMappedColumnOfAnotherTypeIsRefusedAlthoughItWouldFit() {
    PreparedRead prepared = amounts(1.5).prepare(ALL);
    table("events", fields(LONG), List.<@Nullable Object[]>of(row("s", NOW, 2L)));
    ConnectorException failure = failure(prepared::read);
    assertThat(failure.code()).isEqualTo(StandardErrorCode.SCHEMA_CHANGED);
    assertThat(failure)
        .hasMessageContaining("'amount'")
        .hasMessageContaining("FloatingPoint(DOUBLE)")
        .hasMessageContaining("Int(64, true)");
    assertThat(shelf.sessions).hasValue(0);
  }

  @Test
  void aMappedColumnThatHasGoneIsRefused() {
    PreparedRead prepared = amounts(1.5).prepare(ALL);
    table(
        "events",
        List.of(column("id", TEXT), column("at", INSTANT), column("amounts", DOUBLE)),
        List.of());
    assertThat(code(prepared::read)).isEqualTo(StandardErrorCode.SCHEMA_CHANGED);
  }

  @Test
  void aSelectedExpressionOfAnotherTypeIsRefused() {
    selectExpr = List.of("id", "at", "amount + 1 AS amount");
    PreparedRead prepared = amounts(1.5).prepare(ALL);
    table("events", fields(LONG), List.<@Nullable Object[]>of(row("s", NOW, 2L)));
    assertThat(code(prepared::read)).isEqualTo(StandardErrorCode.SCHEMA_CHANGED);
    table("events", List.of(column("id", TEXT), column("at", INSTANT)), List.of());
    assertThat(code(prepared::read)).isEqualTo(StandardErrorCode.SCHEMA_CHANGED);
  }

  /** Tables whose first readers lose their state, before their first row or after a batch. */
  private AtomicInteger losing(int times, boolean afterABatch, StandardErrorCode code) {
    features.put("amount", FieldType.of(FieldType.Kind.NUMERIC));
    AtomicInteger reads = new AtomicInteger();
    shelf.tables.put(
        "events",
        new ShelfFactory.Table(
            new Schema(fields(DOUBLE)),
            (q, wanted) -> {
              int read = reads.incrementAndGet();
              List<String> names = wanted.getFields().stream().map(Field::getName).toList();
              Iterator<@Nullable Object[]> rows =
                  LongStream.range(0, afterABatch ? 500_000 : 1)
                      .<@Nullable Object[]>mapToObj(
                          i ->
                              names.stream()
                                  .map(
                                      n ->
                                          n.equals("id")
                                              ? "read" + read
                                              : n.equals("at") ? NOW : (Object) 1.0)
                                  .toArray())
                      .iterator();
              BatchReader inner = RowBatches.of(wanted, rows, q.allocator(), () -> {});
              return read > times ? inner : new Losing(inner, afterABatch ? 400_000 : 0, code);
            }));
    return reads;
  }

  /** Fails after some rows. */
  private static final class Losing implements BatchReader {
    private final BatchReader inner;
    private final StandardErrorCode code;
    private long left;

    Losing(BatchReader inner, long left, StandardErrorCode code) {
      this.inner = inner;
      this.left = left;
      this.code = code;
    }

    @Override
    public Schema schema() {
      return inner.schema();
    }

    @Override
    public Optional<VectorSchemaRoot> next() {
      if (left <= 0) {
        throw new ConnectorException(code, "a file has gone");
      }
      Optional<VectorSchemaRoot> next = inner.next();
      left -= next.map(VectorSchemaRoot::getRowCount).orElse(0);
      return next;
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  @Test
  void aStateThatIsGoneBeforeTheFirstBatchIsPlannedAgainOnce() {
    AtomicInteger reads = losing(1, false, StandardErrorCode.SNAPSHOT_GONE);
    Plumbline plumbline = open(dataset(DatasetRole.SERVING, "events"));
    try (RowStream rows = plumbline.read(ALL)) {
      assertThat(rows(rows)).containsExactly("read2," + NOW + ",1.0");
      assertThat(rows.stamp().replanned()).isPresent();
      assertThat(rows.stamp().rows()).hasValue(1);
    }
    assertThat(reads).hasValue(2);
  }

  @Test
  void aStateThatIsGoneTwiceIsAnError() {
    losing(2, false, StandardErrorCode.SNAPSHOT_GONE);
    Plumbline plumbline = open(dataset(DatasetRole.SERVING, "events"));
    try (RowStream rows = plumbline.read(ALL)) {
      assertThat(code(() -> rows(rows))).isEqualTo(StandardErrorCode.SNAPSHOT_GONE);
    }
  }

  @Test
  void anErrorThatNoPlanMendsIsNotPlannedAgain() {
    AtomicInteger reads = losing(1, false, StandardErrorCode.CORRUPT_DATA);
    Plumbline plumbline = open(dataset(DatasetRole.SERVING, "events"));
    try (RowStream rows = plumbline.read(ALL)) {
      assertThat(code(() -> rows(rows))).isEqualTo(StandardErrorCode.CORRUPT_DATA);
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void rowsOfTwoStatesAreNeverMixed() {
    AtomicInteger reads = losing(1, true, StandardErrorCode.SNAPSHOT_GONE);
    Plumbline plumbline = open(dataset(DatasetRole.SERVING, "events"));
    List<String> seen = new ArrayList<>();
    ErrorCode code;
    try (RowStream rows = plumbline.read(ALL)) {
      code =
          code(
              () -> {
                for (Optional<VectorSchemaRoot> next = rows.next();
                    next.isPresent();
                    next = rows.next()) {
                  try (VectorSchemaRoot batch = next.get()) {
                    seen.add(String.valueOf(batch.getVector("id").getObject(0)));
                  }
                }
              });
    }
    assertThat(code).isEqualTo(StandardErrorCode.SNAPSHOT_GONE);
    assertThat(seen).isNotEmpty().containsOnly("read1");
    assertThat(reads).hasValue(1);
  }

  @Test
  void s9StampsAReadWithItsSourceItsSpecAndItsRows() {
    Plumbline plumbline = amounts(1.5, 2.5);
    try (RowStream rows = plumbline.read(ALL)) {
      assertThat(rows.stamp().rows()).isEmpty();
      assertThat(rows(rows)).hasSize(2);
      ReadStamp stamp = rows.stamp();
      assertThat(stamp.rows()).hasValue(2);
      assertThat(stamp.target()).isEqualTo("churn.serving");
      assertThat(stamp.specHash()).matches("[0-9a-f]{64}");
      assertThat(stamp.watermark()).isEmpty();
      assertThat(stamp.sources())
          .singleElement()
          .satisfies(
              state -> {
                assertThat(state.source()).isEqualTo("here");
                assertThat(state.relation()).isEqualTo("events");
                assertThat(state.provenance()).isEqualTo(rows.provenance());
              });
      assertThat(stamp.metadata())
          .containsEntry("plumbline.target", "churn.serving")
          .containsEntry("plumbline.spec_hash", stamp.specHash())
          .containsEntry("plumbline.source.0.name", "here");
    }
  }

  private String hash(ReadRequest.Builder request) {
    return amounts().prepare(request.build()).stamp().specHash();
  }

  @Test
  void s9HashesWhatIsReadAndNotWhen() {
    ReadRequest.Builder plain = ReadRequest.builder("churn.serving");
    String hash = hash(plain);
    assertThat(hash(ReadRequest.builder("churn.serving"))).isEqualTo(hash);
    assertThat(hash(ReadRequest.builder("churn.serving").from(NOW).until(NOW.plusSeconds(1))))
        .isEqualTo(hash);
    List<String> others = new ArrayList<>();
    others.add(hash(ReadRequest.builder("churn.serving").columns(List.of("id", "amount"))));
    others.add(hash(ReadRequest.builder("churn.serving").columns(List.of("amount", "id"))));
    others.add(hash(ReadRequest.builder("churn.serving").where("amount > 1")));
    others.add(hash(ReadRequest.builder("churn.serving").limit(5)));
    selectExpr = List.of("*");
    others.add(hash(plain));
    sampleSize = new BigDecimal("0.5");
    others.add(hash(plain));
    features.put("other", FieldType.of(FieldType.Kind.NUMERIC));
    columns.put("other", "amount");
    others.add(hash(plain));
    assertThat(others).doesNotHaveDuplicates().doesNotContain(hash);
  }

  @Test
  void anExportIsWholeOrNotThere() throws Exception {
    Path file = folder.resolve("out.parquet");
    Plumbline plumbline = amounts(1.5, 2.5);
    ReadStamp stamp = plumbline.export(ALL, file);
    assertThat(stamp.rows()).hasValue(2);
    assertThat(file).isNotEmptyFile();
    byte[] before = Files.readAllBytes(file);
    losing(2, false, StandardErrorCode.SNAPSHOT_GONE);
    assertThat(code(() -> plumbline.export(ALL, file))).isEqualTo(StandardErrorCode.SNAPSHOT_GONE);
    assertThat(file).hasBinaryContent(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
