package dev.plumbline.runtime.plan;

import dev.plumbline.spi.Amount;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.Binding;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.Consistency;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.Estimate;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.FileFormat;
import dev.plumbline.spi.FileLayout;
import dev.plumbline.spi.Introspector;
import dev.plumbline.spi.Origin;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Reach;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.ScanAccess;
import dev.plumbline.spi.ScanPlan;
import dev.plumbline.spi.ScanRequest;
import dev.plumbline.spi.SchemaName;
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.TableStatistics;
import dev.plumbline.spi.TemporaryObject;
import dev.plumbline.spi.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** A session over one table of files that notes the scans it was asked to plan. */
final class NotedScans implements ReadSession, Introspector, ScanAccess, PartReader {
  private final Schema schema;
  private final List<DataFile> files;
  private final Set<Predicate> enforced;
  final List<ScanRequest> requests = new ArrayList<>();

  NotedScans(Schema schema, List<DataFile> files, Set<Predicate> enforced) {
    this.schema = schema;
    this.files = files;
    this.enforced = enforced;
  }

  PinnedTable table() {
    return new PinnedTable(
        "lake",
        "noted",
        "t",
        this,
        TableHandle.builder(new Relation.Table(List.of("t")), Token.EMPTY, schema).build());
  }

  @Override
  public Consistency consistency() {
    return Consistency.TABLE;
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
    return CloseableIterator.of(List.of());
  }

  @Override
  public CloseableIterator<Relation.Table> tables(QueryContext q, SchemaName name) {
    return CloseableIterator.of(List.of());
  }

  @Override
  public Optional<TableHandle> resolve(QueryContext q, Relation r, ConnectorConfig options) {
    return Optional.empty();
  }

  @Override
  public TableStatistics statistics(QueryContext q, TableHandle table, Set<FieldPath> columns) {
    return TableStatistics.builder().files(Amount.exactly(files.size())).build();
  }

  @Override
  public ScanPlan plan(QueryContext q, ScanRequest request) {
    requests.add(request);
    List<Field> fields = request.columns().stream().map(schema::findField).toList();
    List<Binding> bindings = new ArrayList<>();
    for (Field field : fields) {
      bindings.add(Binding.builder(field, new Origin.ByName(field.getName())).build());
    }
    Part part =
        Part.Files.builder(
                Token.EMPTY,
                Reach.ANYWHERE,
                FileLayout.builder(FileFormat.Parquet.builder().build(), bindings).build())
            .estimate(Estimate.builder().files(Amount.exactly(files.size())).build())
            .build();
    return ScanPlan.builder(new Schema(fields), List.of(part))
        .enforced(request.conjuncts().stream().filter(enforced::contains).toList())
        .build();
  }

  @Override
  public CloseableIterator<DataFile> files(QueryContext q, Part.Files part) {
    return CloseableIterator.of(files);
  }

  @Override
  public BatchReader open(QueryContext q, Part.Batches part) {
    throw new UnsupportedOperationException("files only");
  }

  @Override
  public void close() {}

  /** A query that nobody cancels. */
  static final class Query implements QueryContext, AutoCloseable {
    private final BufferAllocator allocator = new RootAllocator();

    @Override
    public String queryId() {
      return "test";
    }

    @Override
    public Instant deadline() {
      return Instant.MAX;
    }

    @Override
    public BufferAllocator allocator() {
      return allocator;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public Registration onCancel(Runnable quick) {
      return () -> {};
    }

    @Override
    public void remember(TemporaryObject object) {}

    @Override
    public void close() {
      allocator.close();
    }
  }
}
