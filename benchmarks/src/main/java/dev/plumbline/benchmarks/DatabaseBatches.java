package dev.plumbline.benchmarks;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;
import org.duckdb.DuckDBResultSet;

/** The rows of one statement of a database, as Arrow batches while it runs. */
final class DatabaseBatches implements BatchReader {
  private static final long BATCH_ROWS = 65_536;

  private final String sql;
  private final BufferAllocator allocator;
  private final Connection connection;
  private final Statement statement;
  private final DuckDBResultSet result;
  private final ArrowReader reader;
  private final Schema schema;
  private boolean closed;

  /** Where a statement runs. */
  interface Connections {
    Connection open() throws SQLException;
  }

  private DatabaseBatches(
      String sql,
      BufferAllocator allocator,
      Connection connection,
      Statement statement,
      DuckDBResultSet result)
      throws SQLException, IOException {
    this.sql = sql;
    this.allocator = allocator;
    this.connection = connection;
    this.statement = statement;
    this.result = result;
    this.reader = (ArrowReader) result.arrowExportStream(allocator, BATCH_ROWS);
    this.schema = reader.getVectorSchemaRoot().getSchema();
  }

  static DatabaseBatches of(Connections connections, String sql, BufferAllocator allocator) {
    try {
      Connection connection = connections.open();
      Statement statement = connection.createStatement();
      return new DatabaseBatches(
          sql, allocator, connection, statement, (DuckDBResultSet) statement.executeQuery(sql));
    } catch (SQLException | IOException e) {
      throw failed(sql, e);
    }
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Optional<VectorSchemaRoot> next() {
    try {
      if (!reader.loadNextBatch()) {
        return Optional.empty();
      }
      VectorSchemaRoot batch = reader.getVectorSchemaRoot();
      List<FieldVector> vectors = new ArrayList<>();
      for (FieldVector vector : batch.getFieldVectors()) {
        TransferPair pair = vector.getTransferPair(vector.getField(), allocator);
        pair.transfer();
        vectors.add((FieldVector) pair.getTo());
      }
      return Optional.of(new VectorSchemaRoot(schema.getFields(), vectors, batch.getRowCount()));
    } catch (IOException e) {
      throw failed(sql, e);
    }
  }

  private static ConnectorException failed(String sql, Exception cause) {
    return new ConnectorException(
        StandardErrorCode.EXTERNAL, "the database failed on " + sql, cause);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      reader.close();
      result.close();
      statement.close();
      connection.close();
    } catch (SQLException | IOException e) {
      throw failed(sql, e);
    }
  }
}
