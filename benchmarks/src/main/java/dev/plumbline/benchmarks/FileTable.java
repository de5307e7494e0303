package dev.plumbline.benchmarks;

import dev.plumbline.runtime.plan.PinnedTable;
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
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Reach;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.ScanAccess;
import dev.plumbline.spi.ScanPlan;
import dev.plumbline.spi.ScanRequest;
import dev.plumbline.spi.SchemaName;
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.TableStatistics;
import dev.plumbline.spi.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A session over one table that exists as a plan only, so that planning is all that is measured.
 */
record FileTable(Schema schema) implements ReadSession, Introspector, ScanAccess, PartReader {
  PinnedTable pinned() {
    Relation.Table table = new Relation.Table(List.of("orders"));
    return new PinnedTable(
        "lake", "files", "orders", this, TableHandle.builder(table, Token.EMPTY, schema).build());
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
  public Optional<TableHandle> resolve(QueryContext q, Relation relation, ConnectorConfig options) {
    return Optional.empty();
  }

  @Override
  public TableStatistics statistics(QueryContext q, TableHandle table, Set<FieldPath> columns) {
    return TableStatistics.builder().files(Amount.exactly(1)).build();
  }

  @Override
  public ScanPlan plan(QueryContext q, ScanRequest request) {
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
            .estimate(Estimate.builder().files(Amount.exactly(1)).build())
            .build();
    return ScanPlan.builder(new Schema(fields), List.of(part)).build();
  }

  @Override
  public CloseableIterator<DataFile> files(QueryContext q, Part.Files part) {
    return CloseableIterator.of(List.of());
  }

  @Override
  public BatchReader open(QueryContext q, Part.Batches part) {
    throw new UnsupportedOperationException("nothing is read in a plan");
  }

  @Override
  public void close() {}
}
