package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.FieldType;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Tensors, embeddings and vectors: as long as declared, and every element a number (rule M4). */
final class TensorChecks {
  private final Checking checking;

  TensorChecks(Checking checking) {
    this.checking = checking;
  }

  void check() {
    for (CheckedColumn column : checking.dataset.fields()) {
      if (column.is(FieldType.Kind.TENSOR, FieldType.Kind.EMBEDDING)
          && checking.wants(Check.TENSOR_LENGTH)) {
        length(column);
      }
      if (column.is(FieldType.Kind.TENSOR, FieldType.Kind.EMBEDDING, FieldType.Kind.VECTOR)
          && checking.wants(Check.TENSOR_ELEMENTS)) {
        elements(column);
      }
    }
  }

  private void length(CheckedColumn column) {
    List<Integer> dimensions = column.bound().type().orElseThrow().dimensions();
    boolean flat = column.nested().depth() <= 1;
    long elements = column.bound().type().orElseThrow().elements();
    Verdict verdict =
        checking
            .verdict(Check.TENSOR_LENGTH, column)
            .holds("every row has " + (flat ? elements + " elements" : dimensions.toString()))
            .fails("have not " + (flat ? elements + " elements" : "the dimensions " + dimensions))
            .advice(
                "Look for rows that another version of the model wrote, or correct 'dimensions'.");
    if (isFixed(column.bound().column())) {
      verdict.passed(SchemaChecks.BASIS, "the column's type holds " + dimensions + " numbers");
      return;
    }
    Term wrong = Lists.misshapen(column, dimensions);
    Term size = Term.sql("array_size(" + Lists.flat(column.sql(), column.nested().depth()) + ")");
    checking.count(verdict.examples(() -> checking.examples.ids(wrong, size)), column, wrong);
  }

  private static boolean isFixed(Field column) {
    Field inner = column;
    while (inner.getChildren().size() == 1) {
      if (!(inner.getType() instanceof ArrowType.FixedSizeList)) {
        return false;
      }
      inner = inner.getChildren().get(0);
    }
    return true;
  }

  private void elements(CheckedColumn column) {
    Term wrong = Lists.unsound(column);
    checking.count(
        checking
            .verdict(Check.TENSOR_ELEMENTS, column)
            .holds("every element is a finite number")
            .fails("have an element that is NULL, NaN or infinite")
            .advice(
                "A model cannot use such a row; look for a failed computation, or write NULL for"
                    + " the whole tensor.")
            .examples(() -> checking.examples.ids(wrong)),
        column,
        wrong);
  }
}
