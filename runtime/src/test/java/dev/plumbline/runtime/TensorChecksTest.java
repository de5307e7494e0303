package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.DatasetReport;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TensorChecksTest extends ValidationFixture {
  private static final List<Field> PARTS =
      List.of(column("a", DOUBLE), column("b", DOUBLE), column("c", DOUBLE), column("n", LONG));

  /** Lists of the first {@code n} of three numbers; no list where {@code n} is NULL. */
  private DatasetReport lists(FieldType type, String expression, @Nullable Object[]... parts) {
    features.put("x", type);
    selectExpr = List.of("id", "at", expression + " AS x");
    rows(PARTS, parts.length, i -> parts[i]);
    return validate();
  }

  private static FieldType embedding(int... sizes) {
    List<Integer> dimensions = java.util.Arrays.stream(sizes).boxed().toList();
    return new FieldType(FieldType.Kind.TENSOR, dimensions);
  }

  private static final String FLAT = "slice(array(a, b, c), 1, CAST(n AS INT))";

  @Test
  void m4EveryTensorHasTheDeclaredNumberOfElements() {
    assertPassed(
        lists(embedding(3), FLAT, row(1.0, 2.0, 3.0, 3L), row(1.0, 2.0, 3.0, null)),
        Check.TENSOR_LENGTH);
    DatasetReport report =
        lists(
            embedding(3),
            FLAT,
            row(1.0, 2.0, 3.0, 3L),
            row(1.0, 2.0, 3.0, 2L),
            row(1.0, 2.0, 3.0, 0L),
            row(1.0, 2.0, 3.0, null));
    assertFailed(report, Check.TENSOR_LENGTH, 2, "id1 (2)", "id2 (0)");
    assertThat(check(report, Check.TENSOR_LENGTH).basis().kind()).isEqualTo(Basis.Kind.SCAN);
    assertPassed(lists(embedding(3, 1), FLAT, row(1.0, 2.0, 3.0, 3L)), Check.TENSOR_LENGTH);
  }

  @Test
  void m4NestedListsHaveTheDeclaredSizeAtEveryLevel() {
    String nested = "array(array(a, b), slice(array(b, c, a), 1, CAST(n AS INT)))";
    DatasetReport report =
        lists(
            embedding(2, 2),
            nested,
            row(1.0, 2.0, 3.0, 2L),
            row(1.0, 2.0, 3.0, 3L),
            row(1.0, 2.0, 3.0, 1L),
            row(1.0, 2.0, 3.0, null));
    assertFailed(report, Check.TENSOR_LENGTH, 3, "id1 (5)", "id2 (3)", "id3 (NULL)");
    // As many elements in all, and yet another shape.
    String ragged = "array(array(a, b, c), slice(array(a, b), 1, CAST(n AS INT)))";
    assertFailed(
        lists(embedding(2, 2), ragged, row(1.0, 2.0, 3.0, 1L)), Check.TENSOR_LENGTH, 1, "id0 (4)");
    assertFailed(
        lists(embedding(3, 2), nested, row(1.0, 2.0, 3.0, 2L)), Check.TENSOR_LENGTH, 1, "id0 (4)");
  }

  @Test
  void m4ListsInListsInListsAreSizedToo() {
    String deep = "array(array(array(a, b), slice(array(b, c), 1, CAST(n AS INT))))";
    assertPassed(lists(embedding(1, 2, 2), deep, row(1.0, 2.0, 3.0, 2L)), Check.TENSOR_LENGTH);
    assertFailed(
        lists(embedding(1, 2, 2), deep, row(1.0, 2.0, 3.0, 2L), row(1.0, 2.0, 3.0, 1L)),
        Check.TENSOR_LENGTH,
        1,
        "id1 (3)");
  }

  @Test
  void m4AListOfFixedSizeIsDecidedByTheSchema() {
    features.put("x", embedding(3));
    Field fixed =
        new Field(
            "x",
            org.apache.arrow.vector.types.pojo.FieldType.nullable(new ArrowType.FixedSizeList(3)),
            List.of(column("item", DOUBLE)));
    shelf.tables.put(
        "events",
        new ShelfFactory.Table(
            new Schema(List.of(column("id", TEXT), column("at", INSTANT), fixed)),
            (q, wanted) -> {
              throw new AssertionError("nothing is read");
            }));
    DatasetReport report =
        validate(
            dev.plumbline.runtime.validate.ValidationRequest.builder()
                .only(java.util.Set.of(Check.TENSOR_LENGTH))
                .depth(dev.plumbline.runtime.validate.ValidationRequest.Depth.STATISTICS)
                .build());
    assertPassed(report, Check.TENSOR_LENGTH);
    assertThat(check(report, Check.TENSOR_LENGTH).basis().kind()).isEqualTo(Basis.Kind.SCHEMA);
  }

  @Test
  void everyElementIsAFiniteNumber() {
    FieldType vector = FieldType.of(FieldType.Kind.VECTOR);
    assertPassed(
        lists(
            vector,
            FLAT,
            row(1.0, -0.0, Double.MAX_VALUE, 3L),
            row(null, null, null, 0L),
            row(1.0, 2.0, Double.NaN, 2L),
            row(null, null, null, null)),
        Check.TENSOR_ELEMENTS);
    assertFailed(
        lists(
            vector,
            FLAT,
            row(1.0, Double.NaN, 3.0, 3L),
            row(1.0, null, 3.0, 3L),
            row(Double.POSITIVE_INFINITY, 2.0, 3.0, 3L),
            row(Double.NEGATIVE_INFINITY, 2.0, 3.0, 3L),
            row(null, null, null, 2L),
            row(1.0, 2.0, 3.0, 3L)),
        Check.TENSOR_ELEMENTS,
        5,
        "id0",
        "id1",
        "id2",
        "id3",
        "id4");
  }

  @Test
  void elementsOfNestedListsAreLookedAt() {
    String nested = "array(array(a, b), slice(array(b, c), 1, CAST(n AS INT)))";
    assertFailed(
        lists(
            embedding(2, 2),
            nested,
            row(1.0, 2.0, 3.0, 2L),
            row(1.0, 2.0, Double.NaN, 2L),
            row(1.0, 2.0, null, 2L),
            row(1.0, 2.0, 3.0, null)),
        Check.TENSOR_ELEMENTS,
        3,
        "id1",
        "id2",
        "id3");
  }

  @Test
  void elementsOfWholeNumbersAreNotNull() {
    assertFailed(
        lists(
            FieldType.of(FieldType.Kind.VECTOR),
            "array(CAST(a AS BIGINT), CAST(b AS BIGINT))",
            row(1.0, 2.0, 3.0, 2L),
            row(1.0, null, 3.0, 2L)),
        Check.TENSOR_ELEMENTS,
        1,
        "id1");
  }
}
