package dev.plumbline.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowBatchesTest {
  private static final ArrowType LONG = new ArrowType.Int(64, true);
  private static final ArrowType TEXT = new ArrowType.Utf8();
  private static final ArrowType BINARY = new ArrowType.Binary();
  private static final ArrowType DECIMAL = new ArrowType.Decimal(5, 2, 128);
  private static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);
  private static final ArrowType LOCAL = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
  private static final ArrowType ZONED = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingLeaks() {
    // Fails where a buffer is still held.
    allocator.close();
  }

  private static Schema schema(ArrowType... types) {
    List<Field> fields = new ArrayList<>();
    for (ArrowType type : types) {
      fields.add(Field.nullable("c" + fields.size(), type));
    }
    return new Schema(fields);
  }

  private static Iterator<@Nullable Object[]> rows(@Nullable Object... values) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Object value : values) {
      rows.add(new @Nullable Object[] {value});
    }
    return rows.iterator();
  }

  private List<Integer> batchSizes(Schema schema, Stream<Object[]> rows) {
    List<Integer> sizes = new ArrayList<>();
    try (BatchReader reader = RowBatches.of(schema, rows.iterator(), allocator, () -> {})) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          sizes.add(batch.getRowCount());
        }
      }
    }
    return sizes;
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(new ArrowType.Bool(), true, true),
        arguments(new ArrowType.Bool(), false, false),
        arguments(new ArrowType.Int(8, true), -128L, (byte) -128),
        arguments(new ArrowType.Int(16, true), 32_767L, (short) 32_767),
        arguments(new ArrowType.Int(32, true), Integer.MIN_VALUE, Integer.MIN_VALUE),
        arguments(LONG, Long.MAX_VALUE, Long.MAX_VALUE),
        arguments(LONG, 7, 7L),
        arguments(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), -0.0, -0.0),
        arguments(
            new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), Double.NaN, Double.NaN),
        arguments(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE), 1.5, 1.5f),
        arguments(DECIMAL, new BigDecimal("1.5"), new BigDecimal("1.50")),
        arguments(DECIMAL, new BigDecimal("-999.99"), new BigDecimal("-999.99")),
        arguments(TEXT, "Grüße 🚀", "Grüße 🚀"),
        arguments(TEXT, "", ""),
        arguments(DATE, LocalDate.of(1969, 12, 31), -1),
        arguments(
            LOCAL, LocalDateTime.of(1970, 1, 1, 0, 0, 1), LocalDateTime.of(1970, 1, 1, 0, 0, 1)),
        arguments(ZONED, Instant.EPOCH.minusNanos(1_000), -1L));
  }

  @ParameterizedTest
  @MethodSource("values")
  void carriesAValueOfEveryType(ArrowType type, Object given, Object read) {
    try (BatchReader reader = RowBatches.of(schema(type), rows(given, null), allocator, () -> {});
        VectorSchemaRoot batch = reader.next().orElseThrow()) {
      Object found = batch.getVector(0).getObject(0);
      assertThat(type.equals(TEXT) ? found.toString() : found).isEqualTo(read);
      assertThat(batch.getVector(0).isNull(1)).isTrue();
      assertThat(batch.getSchema()).isEqualTo(schema(type));
      assertThat(reader.schema()).isEqualTo(schema(type));
    }
  }

  @Test
  void carriesBinaryFromArraysAndBuffersWithoutMovingTheBuffer() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2).asReadOnlyBuffer();
    try (BatchReader reader =
            RowBatches.of(schema(BINARY), rows(new byte[] {3}, buffer), allocator, () -> {});
        VectorSchemaRoot batch = reader.next().orElseThrow()) {
      assertThat(batch.getVector(0).getObject(0)).isEqualTo(new byte[] {3});
      assertThat(batch.getVector(0).getObject(1)).isEqualTo(new byte[] {1, 2});
      assertThat(buffer.remaining()).isEqualTo(2);
    }
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        arguments(new ArrowType.Bool(), "true"),
        arguments(new ArrowType.Int(8, true), 128L),
        arguments(new ArrowType.Int(16, true), -32_769L),
        arguments(new ArrowType.Int(32, true), 1L << 31),
        arguments(LONG, "7"),
        arguments(LONG, 1.5),
        arguments(LONG, new BigDecimal("1e30")),
        arguments(DECIMAL, new BigDecimal("0.001")),
        arguments(DECIMAL, new BigDecimal("1000.00")),
        arguments(DECIMAL, 1L),
        arguments(TEXT, 'x'),
        arguments(BINARY, "bytes"),
        arguments(DATE, LocalDate.MAX),
        arguments(DATE, LocalDateTime.MIN),
        arguments(LOCAL, Instant.EPOCH),
        arguments(LOCAL, LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1)),
        arguments(ZONED, LocalDateTime.of(2024, 1, 1, 0, 0)),
        arguments(ZONED, Instant.MAX));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void refusesAValueThatDoesNotFitWithoutLossAndKeepsNoMemory(ArrowType type, Object value) {
    try (BatchReader reader = RowBatches.of(schema(type), rows(value), allocator, () -> {})) {
      assertThatThrownBy(reader::next)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(StandardErrorCode.CORRUPT_DATA))
          .hasMessageContaining("'c0'");
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
  }

  static Stream<ArrowType> typesThatRowsCannotFill() {
    return Stream.of(
        new ArrowType.Time(TimeUnit.MICROSECOND, 64),
        new ArrowType.Int(8, false),
        new ArrowType.Int(64, false));
  }

  @ParameterizedTest
  @MethodSource("typesThatRowsCannotFill")
  void refusesATypeThatRowsCannotFill(ArrowType type) {
    try (BatchReader reader = RowBatches.of(schema(type), rows(1L), allocator, () -> {})) {
      assertThatThrownBy(reader::next)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(StandardErrorCode.UNSUPPORTED_TYPE));
    }
  }

  @Test
  void refusesARowOfAnotherWidth() {
    try (BatchReader reader = RowBatches.of(schema(LONG, LONG), rows(1L), allocator, () -> {})) {
      assertThatThrownBy(reader::next)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(StandardErrorCode.CORRUPT_DATA));
    }
  }

  @Test
  void splitsManyRowsIntoBatches() {
    assertThat(
            batchSizes(
                schema(LONG), IntStream.range(0, 20_000).mapToObj(i -> new Object[] {(long) i})))
        .containsExactly(8_192, 8_192, 3_616);
  }

  @Test
  void endsABatchEarlyWhereRowsAreWide() {
    String megabyte = "x".repeat(1 << 20);
    assertThat(
            batchSizes(schema(TEXT), IntStream.range(0, 40).mapToObj(i -> new Object[] {megabyte})))
        .containsExactly(16, 16, 8);
  }

  @Test
  void carriesRowsWithoutColumns() {
    assertThat(batchSizes(schema(), IntStream.range(0, 3).mapToObj(i -> new Object[0])))
        .containsExactly(3);
  }

  @Test
  void givesNoBatchForNoRows() {
    assertThat(batchSizes(schema(LONG), Stream.empty())).isEmpty();
  }

  @Test
  void givesEachBatchToTheCaller() {
    try (BatchReader reader =
        RowBatches.of(
            schema(LONG),
            IntStream.range(0, 10_000).mapToObj(i -> new Object[] {(long) i}).iterator(),
            allocator,
            () -> {})) {
      try (VectorSchemaRoot first = reader.next().orElseThrow();
          VectorSchemaRoot second = reader.next().orElseThrow()) {
        assertThat(first.getVector(0).getObject(0)).isEqualTo(0L);
        assertThat(second.getVector(0).getObject(0)).isEqualTo(8_192L);
      }
    }
  }

  @Test
  void keepsNoMemoryWhenTheSourceFails() {
    Iterator<Object[]> failing =
        IntStream.range(0, 10)
            .mapToObj(
                i -> {
                  if (i == 5) {
                    throw new IllegalStateException("source gone");
                  }
                  return new Object[] {"row " + i};
                })
            .iterator();
    try (BatchReader reader = RowBatches.of(schema(TEXT), failing, allocator, () -> {})) {
      assertThatThrownBy(reader::next).hasMessage("source gone");
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
  }

  @Test
  void releasesOnceAndReadsNoMoreOnceClosed() {
    AtomicInteger released = new AtomicInteger();
    BatchReader reader =
        RowBatches.of(schema(LONG), rows(1L), allocator, released::incrementAndGet);
    reader.close();
    reader.close();
    assertThat(released).hasValue(1);
    assertThatThrownBy(reader::next)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.CANCELLED));
  }
}
