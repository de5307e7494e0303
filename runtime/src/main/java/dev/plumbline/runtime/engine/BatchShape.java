package dev.plumbline.runtime.engine;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ErrorCode;
import dev.plumbline.spi.StandardErrorCode;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Compares schemas, and hands batches over under the expected one without copying values. */
final class BatchShape {
  private BatchShape() {}

  /** Requires the same column names and types; names of list and map entries carry no meaning. */
  static void requireSame(Schema expected, Schema actual, ErrorCode otherwise) {
    List<Field> wanted = expected.getFields();
    List<Field> found = actual.getFields();
    for (int i = 0; i < Math.max(wanted.size(), found.size()); i++) {
      if (i >= found.size()) {
        throw different(otherwise, wanted.get(i).getName(), describe(wanted.get(i)), "nothing");
      }
      if (i >= wanted.size()) {
        throw different(otherwise, found.get(i).getName(), "nothing", describe(found.get(i)));
      }
      if (!wanted.get(i).getName().equals(found.get(i).getName())
          || !sameType(wanted.get(i), found.get(i))) {
        throw different(
            otherwise,
            wanted.get(i).getName(),
            describe(wanted.get(i)),
            describe(found.get(i)) + " at position " + i);
      }
    }
  }

  private static String describe(Field field) {
    return field.toString();
  }

  private static ConnectorException different(
      ErrorCode code, String column, String expected, String actual) {
    return new ConnectorException(
        code, "engine: column '" + column + "' was planned as " + expected + ", came as " + actual);
  }

  private static boolean sameType(Field a, Field b) {
    if (a.getDictionary() != null || b.getDictionary() != null) {
      return false;
    }
    if (a.getType() instanceof ArrowType.Timestamp left
        && b.getType() instanceof ArrowType.Timestamp right) {
      // Both are counted from the epoch in UTC: another zone is another way to print an instant.
      return left.getUnit() == right.getUnit()
          && (left.getTimezone() == null) == (right.getTimezone() == null);
    }
    boolean sameKind =
        (a.getType() instanceof ArrowType.Map && b.getType() instanceof ArrowType.Map)
            || a.getType().equals(b.getType());
    if (!sameKind || a.getChildren().size() != b.getChildren().size()) {
      return false;
    }
    boolean named = a.getType() instanceof ArrowType.Struct && !isEntry(a, b);
    for (int i = 0; i < a.getChildren().size(); i++) {
      Field left = a.getChildren().get(i);
      Field right = b.getChildren().get(i);
      if (a.getType() instanceof ArrowType.Map) {
        if (!sameEntry(left, right)) {
          return false;
        }
      } else if ((named && !left.getName().equals(right.getName())) || !sameType(left, right)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEntry(Field a, Field b) {
    return a.getChildren().isEmpty() && b.getChildren().isEmpty();
  }

  private static boolean sameEntry(Field a, Field b) {
    return a.getChildren().size() == 2
        && b.getChildren().size() == 2
        && sameType(a.getChildren().get(0), b.getChildren().get(0))
        && sameType(a.getChildren().get(1), b.getChildren().get(1));
  }

  /** Moves a batch into a new root of exactly the expected schema; the old one is left empty. */
  static VectorSchemaRoot take(VectorSchemaRoot batch, Schema expected, BufferAllocator allocator) {
    VectorSchemaRoot taken = VectorSchemaRoot.create(expected, allocator);
    try {
      if (batch.getSchema().getFields().equals(expected.getFields())) {
        for (int i = 0; i < expected.getFields().size(); i++) {
          batch.getVector(i).makeTransferPair(taken.getVector(i)).transfer();
        }
        taken.setRowCount(batch.getRowCount());
      } else {
        requireValues(batch, expected);
        try (ArrowRecordBatch buffers = new VectorUnloader(batch).getRecordBatch()) {
          new VectorLoader(taken).load(buffers);
        }
        batch.clear();
      }
      return taken;
    } catch (RuntimeException | Error e) {
      taken.close();
      throw e;
    }
  }

  private static void requireValues(VectorSchemaRoot batch, Schema expected) {
    for (int i = 0; i < expected.getFields().size(); i++) {
      FieldVector vector = batch.getVector(i);
      if (!expected.getFields().get(i).isNullable() && vector.getNullCount() > 0) {
        throw new ConnectorException(
            StandardErrorCode.CORRUPT_DATA,
            "engine: column '" + vector.getName() + "' has NULLs but was planned without");
      }
    }
  }
}
