package dev.plumbline.runtime.engine;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Reach;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inputs of one run: what was started in sources is ended in reverse when the run ends. */
final class OpenedInputs implements EngineInput.OpenInputs, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OpenedInputs.class);

  private final QueryContext q;
  private final BiFunction<QueryContext, EngineQuery, BatchReader> engine;
  private final Map<String, EngineInput> inputs = new LinkedHashMap<>();
  private final Map<String, EngineInput.Opened> opened = new LinkedHashMap<>();
  private final Deque<Runnable> releases = new ArrayDeque<>();

  OpenedInputs(QueryContext q, BiFunction<QueryContext, EngineQuery, BatchReader> engine) {
    this.q = q;
    this.engine = engine;
  }

  void open(List<EngineInput> all) {
    for (EngineInput input : all) {
      if (q.isCancelled()) {
        throw new ConnectorException(StandardErrorCode.CANCELLED, "the query was cancelled");
      }
      EngineInput.Opened rows = input.rows().open(q, this);
      releases.push(rows.release());
      BatchShape.requireSame(input.schema(), rows.schema(), StandardErrorCode.SCHEMA_CHANGED);
      inputs.put(input.name(), input);
      opened.put(input.name(), rows);
    }
  }

  EngineInput.Opened of(EngineInput input) {
    EngineInput.Opened rows = opened.get(input.name());
    if (rows == null) {
      throw new IllegalStateException("input " + input.name() + " is not open");
    }
    return rows;
  }

  @Override
  public BatchReader read(String name) {
    EngineInput input = inputs.get(name);
    if (input == null) {
      throw new IllegalArgumentException("input " + name + " does not come before");
    }
    EngineInput.Opened rows = of(input);
    if (!(rows.reader() instanceof Held)) {
      Held held = new Held(input.schema(), hold(input, rows));
      releases.push(held::release);
      rows =
          new EngineInput.Opened(
              input.schema(),
              List.of(Part.Batches.builder(Token.EMPTY, Reach.SESSION).build()),
              held,
              () -> {});
      opened.put(name, rows);
    }
    return rows.reader().open(q, (Part.Batches) rows.parts().get(0));
  }

  private List<VectorSchemaRoot> hold(EngineInput input, EngineInput.Opened rows) {
    String columns =
        input.schema().getFields().stream()
            .map(field -> DuckSql.name(field.getName()))
            .collect(Collectors.joining(", "));
    EngineQuery all =
        new EngineQuery(
            List.of(new EngineInput(input.name(), input.schema(), rows.parts(), rows.reader())),
            "SELECT " + columns + " FROM " + DuckSql.name(input.name()),
            input.schema(),
            EngineQuery.Distribution.ROWWISE);
    List<VectorSchemaRoot> batches = new ArrayList<>();
    try (BatchReader reader = engine.apply(q, all)) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        batches.add(next.get());
      }
      return batches;
    } catch (RuntimeException | Error e) {
      batches.forEach(VectorSchemaRoot::close);
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    while (!releases.isEmpty()) {
      try {
        releases.pop().run();
      } catch (RuntimeException e) {
        // The others still hold connections and files.
        log.warn("query {}: an input could not be closed", q.queryId(), e);
      }
    }
  }

  /** Rows in memory, which can be read again and again. */
  private static final class Held implements PartReader {
    private final Schema schema;
    private final List<VectorSchemaRoot> batches;

    Held(Schema schema, List<VectorSchemaRoot> batches) {
      this.schema = schema;
      this.batches = batches;
    }

    void release() {
      batches.forEach(VectorSchemaRoot::close);
    }

    private static VectorSchemaRoot share(VectorSchemaRoot batch) {
      List<FieldVector> vectors = new ArrayList<>();
      for (FieldVector vector : batch.getFieldVectors()) {
        TransferPair pair = vector.getTransferPair(vector.getField(), vector.getAllocator());
        pair.splitAndTransfer(0, batch.getRowCount());
        vectors.add((FieldVector) pair.getTo());
      }
      return new VectorSchemaRoot(batch.getSchema().getFields(), vectors, batch.getRowCount());
    }

    @Override
    public BatchReader open(QueryContext q, Part.Batches part) {
      Iterator<VectorSchemaRoot> left = batches.iterator();
      return new BatchReader() {
        @Override
        public Schema schema() {
          return schema;
        }

        @Override
        public Optional<VectorSchemaRoot> next() {
          if (!left.hasNext()) {
            return Optional.empty();
          }
          VectorSchemaRoot batch = left.next();
          return Optional.of(share(batch));
        }

        @Override
        public void close() {}
      };
    }
  }
}
