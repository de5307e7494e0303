package dev.plumbline.runtime.engine;

import dev.plumbline.runtime.engine.EngineQuery.Distribution;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.time.Instant;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A process that runs one statement; its argument is the folder of the native library, or empty.
 */
final class OneStatement {
  private OneStatement() {}

  public static void main(String[] arguments) {
    LocalEngineOptions.Builder options = LocalEngineOptions.builder();
    NativeLibraryTest.folderOf(arguments[0]).ifPresent(options::nativeFolder);
    Schema schema = new Schema(List.of(Field.nullable("n", new ArrowType.Int(32, true))));
    EngineQuery query = new EngineQuery(List.of(), "SELECT 42 AS n", schema, Distribution.WHOLE);
    try (LocalEngine engine = new LocalEngine(options.build());
        BufferAllocator allocator = new RootAllocator();
        BatchReader reader = engine.run(new TestQuery(allocator, Instant.MAX), query);
        VectorSchemaRoot batch = reader.next().orElseThrow()) {
      System.exit(batch.getVector(0).getObject(0).equals(42) ? 0 : 1);
    } catch (ConnectorException e) {
      boolean named = String.valueOf(e.getMessage()).contains("--add-opens=java.base/java.nio");
      System.exit(e.code() == StandardErrorCode.INVALID_CONFIGURATION && named ? 3 : 4);
    }
  }
}
