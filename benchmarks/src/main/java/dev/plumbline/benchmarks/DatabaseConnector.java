package dev.plumbline.benchmarks;

import dev.plumbline.runtime.sql.DuckDbProfile;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Delivery;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.Provenance;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Reach;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.Route;
import dev.plumbline.spi.SqlQuery;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.Token;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.types.pojo.Schema;

/** A connector to a database that answers SQL. */
final class DatabaseConnector implements Connector {
  private final OrdersDatabase database;

  DatabaseConnector(OrdersDatabase database) {
    this.database = database;
  }

  @Override
  public ReadSession begin(QueryContext q) {
    return new Session();
  }

  @Override
  public PartReader reader() {
    return (q, part) -> {
      throw foreign();
    };
  }

  private static ConnectorException foreign() {
    return new ConnectorException(
        StandardErrorCode.INTERNAL, "rows of a statement are read in its session only");
  }

  @Override
  public void close() {}

  private final class Session extends SqlSession {
    private final Map<Token, BatchReader> running = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();

    Session() {
      super(DuckDbProfile.PROFILE);
    }

    @Override
    public Optional<TableHandle> resolve(
        QueryContext q, Relation relation, ConnectorConfig options) {
      String name = ((Relation.Table) relation).path().get(0);
      try (BatchReader none =
          DatabaseBatches.of(
              database::connect, "SELECT * FROM " + name + " LIMIT 0", q.allocator())) {
        return Optional.of(handle(name, none.schema()));
      }
    }

    @Override
    public Delivery execute(QueryContext q, SqlQuery statement, Route route) {
      BatchReader rows = DatabaseBatches.of(database::connect, statement.sql(), q.allocator());
      Token token = Token.of("s" + next.incrementAndGet());
      running.put(token, rows);
      return new Answer(rows, token);
    }

    @Override
    public BatchReader open(QueryContext q, Part.Batches part) {
      BatchReader rows = running.remove(part.token());
      if (rows == null) {
        throw foreign();
      }
      return rows;
    }

    @Override
    public void close() {
      running.values().forEach(BatchReader::close);
    }
  }

  private record Answer(BatchReader rows, Token token) implements Delivery {
    @Override
    public Schema schema() {
      return rows.schema();
    }

    @Override
    public List<Part> parts() {
      return List.of(Part.Batches.builder(token, Reach.SESSION).build());
    }

    @Override
    public Provenance provenance() {
      return Provenance.builder("statement", token.toString()).build();
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
