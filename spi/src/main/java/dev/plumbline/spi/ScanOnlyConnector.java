package dev.plumbline.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The small base for a connector that only scans: connector, session, introspector and reader in
 * one. An author says which tables there are, what their columns are, and how rows come out; the
 * runtime does the rest.
 *
 * @since 0.1.0
 */
public abstract class ScanOnlyConnector implements Connector {
  /** For subclasses. */
  protected ScanOnlyConnector() {}

  /**
   * Lists the tables.
   *
   * @param q the query
   * @return the tables, in a stable order
   */
  protected abstract List<Relation.Table> tables(QueryContext q);

  /**
   * Finds a table's columns.
   *
   * @param q the query
   * @param relation a table or location; never a native query
   * @param options the dataset's options
   * @return its columns; empty if it does not exist
   */
  protected abstract Optional<Schema> schema(
      QueryContext q, Relation relation, ConnectorConfig options);

  /**
   * Reads a table. Rows may be left out only if one of the conjuncts is not true for them.
   *
   * @param q the query
   * @param relation the table or location
   * @param options the dataset's options
   * @param wanted the columns to return, a selection of {@link #schema} in some order
   * @param conjuncts conditions that the runtime applies afterwards
   * @return the rows, with exactly the columns wanted; {@link RowBatches} makes them from objects
   */
  protected abstract BatchReader read(
      QueryContext q,
      Relation relation,
      ConnectorConfig options,
      Schema wanted,
      List<Predicate> conjuncts);

  @Override
  public final ReadSession begin(QueryContext q) {
    return new Session();
  }

  @Override
  public final PartReader reader() {
    return (q, part) -> {
      throw new ConnectorException(
          StandardErrorCode.INTERNAL, "this connector's parts are read in their session only");
    };
  }

  @Override
  public void close() {}

  /** What a token of this session stands for. */
  private record Opened(Relation relation, ConnectorConfig options, Schema schema) {}

  private record Planned(Opened table, Schema wanted, List<Predicate> conjuncts) {}

  private final class Session implements ReadSession, Introspector, ScanAccess, PartReader {
    private final Map<Token, Opened> opened = new ConcurrentHashMap<>();
    private final Map<Token, Planned> planned = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();

    @Override
    public Consistency consistency() {
      return Consistency.STATEMENT;
    }

    @Override
    public Introspector introspector() {
      return this;
    }

    @Override
    public PartReader reader() {
      return this;
    }

    @Override
    public Optional<ScanAccess> scan() {
      return Optional.of(this);
    }

    @Override
    public CloseableIterator<SchemaName> schemas(QueryContext q) {
      return CloseableIterator.of(List.of(new SchemaName(List.of())));
    }

    @Override
    public CloseableIterator<Relation.Table> tables(QueryContext q, SchemaName schema) {
      return CloseableIterator.of(ScanOnlyConnector.this.tables(q));
    }

    @Override
    public Optional<TableHandle> resolve(
        QueryContext q, Relation relation, ConnectorConfig relationOptions) {
      if (relation instanceof Relation.NativeQuery) {
        throw new ConnectorException(
            StandardErrorCode.UNSUPPORTED,
            "this connector has no query language; name a table or path instead of 'query'");
      }
      return schema(q, relation, relationOptions)
          .map(
              schema -> {
                Token token = Token.of("t" + next.incrementAndGet());
                opened.put(token, new Opened(relation, relationOptions, schema));
                return TableHandle.builder(relation, token, schema).build();
              });
    }

    @Override
    public TableStatistics statistics(QueryContext q, TableHandle table, Set<FieldPath> columns) {
      return TableStatistics.builder().build();
    }

    @Override
    public ScanPlan plan(QueryContext q, ScanRequest request) {
      Opened table = known(opened, request.table().token());
      Schema wanted =
          new Schema(
              request.columns().stream().map(name -> table.schema().findField(name)).toList());
      Token token = Token.of("p" + next.incrementAndGet());
      planned.put(token, new Planned(table, wanted, request.conjuncts()));
      return ScanPlan.builder(wanted, List.of(Part.Batches.builder(token, Reach.SESSION).build()))
          .build();
    }

    @Override
    public BatchReader open(QueryContext q, Part.Batches part) {
      Planned scan = known(planned, part.token());
      Schema now = schema(q, scan.table().relation(), scan.table().options()).orElse(null);
      if (!scan.table().schema().equals(now)) {
        throw new ConnectorException(
            StandardErrorCode.SCHEMA_CHANGED,
            scan.table().relation() + " has other columns than when it was planned; plan again");
      }
      return read(
          q, scan.table().relation(), scan.table().options(), scan.wanted(), scan.conjuncts());
    }

    private static <V> V known(Map<Token, V> map, Token token) {
      V value = map.get(token);
      if (value == null) {
        throw new ConnectorException(
            StandardErrorCode.INTERNAL, "a token of another session was handed in");
      }
      return value;
    }

    @Override
    public void close() {}
  }
}
