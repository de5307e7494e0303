package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.engine.EngineQuery;
import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.engine.LocalEngineOptions;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.QueryContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Runs plans in the local engine, rows as text. */
final class PlanRunner implements AutoCloseable {
  private final LocalEngine engine;

  PlanRunner(Path folder) {
    this.engine =
        new LocalEngine(
            LocalEngineOptions.builder()
                .threads(2)
                .memoryBytes(256L << 20)
                .spillFolder(folder)
                .build());
  }

  List<String> run(QueryContext q, EngineQuery query) {
    List<String> rows = new ArrayList<>();
    try (BatchReader reader = engine.run(q, query)) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          for (int i = 0; i < batch.getRowCount(); i++) {
            StringBuilder row = new StringBuilder();
            for (FieldVector vector : batch.getFieldVectors()) {
              row.append(row.isEmpty() ? "" : "|").append(vector.getObject(i));
            }
            rows.add(row.toString());
          }
        }
      }
    }
    return rows;
  }

  @Override
  public void close() {
    engine.close();
  }
}
