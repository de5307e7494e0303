package dev.plumbline.connector.delta;

import dev.plumbline.spi.Amount;
import dev.plumbline.spi.Binding;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Consistency;
import dev.plumbline.spi.Estimate;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.FileFormat;
import dev.plumbline.spi.FileLayout;
import dev.plumbline.spi.Introspector;
import dev.plumbline.spi.Origin;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.PredicateVisitor;
import dev.plumbline.spi.Provenance;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Reach;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.ScanAccess;
import dev.plumbline.spi.ScanPlan;
import dev.plumbline.spi.ScanRequest;
import dev.plumbline.spi.SchemaName;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.TableStatistics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Finds, describes and plans; each table has the version that was pinned when it was resolved. */
final class DeltaSession implements ReadSession, Introspector, ScanAccess {
  private final TableStore tables;

  DeltaSession(TableStore tables) {
    this.tables = tables;
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
    return new DeltaPartReader(tables);
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
    if (!schema.path().isEmpty()) {
      return CloseableIterator.of(List.of());
    }
    return CloseableIterator.of(tables.list().stream().map(Relation.Table::new).toList());
  }

  @Override
  public Optional<TableHandle> resolve(
      QueryContext q, Relation relation, ConnectorConfig relationOptions) {
    return tables
        .find(relation, AsOf.options(relationOptions))
        .map(
            table -> {
              Provenance state =
                  Provenance.builder("delta-version", Long.toString(table.log().version()))
                      .at(table.log().committedAt())
                      .build();
              return TableHandle.builder(
                      relation,
                      Tokens.of(new Tokens.Pinned(table.name(), table.log().version())),
                      table.schema())
                  .traits(table.traits())
                  .provenance(state)
                  .build();
            });
  }

  @Override
  public TableStatistics statistics(QueryContext q, TableHandle table, Set<FieldPath> columns) {
    DeltaTable pinned = tables.pinned(Tokens.pinned(table.token()));
    Totals totals = new Totals();
    try (FileScan files = new FileScan(q, pinned, List.of())) {
      files.forEachRemaining(totals::add);
    }
    return TableStatistics.builder()
        .rows(totals.rows())
        .files(Amount.exactly(totals.files))
        .bytes(Amount.exactly(totals.bytes))
        .build();
  }

  @Override
  public ScanPlan plan(QueryContext q, ScanRequest request) {
    Tokens.Pinned pinned = Tokens.pinned(request.table().token());
    DeltaTable table = tables.pinned(pinned);
    List<Predicate> usable = request.conjuncts().stream().filter(Tokens::canCarry).toList();
    Set<Predicate> enforced = new LinkedHashSet<>(usable);
    enforced.removeIf(conjunct -> !conjunct.accept(new OnlyPartitions(table)));
    Totals totals = new Totals();
    try (FileScan files = new FileScan(q, table, usable)) {
      while (files.hasNext()) {
        FileFacts file = files.next();
        totals.add(file);
        enforced.removeIf(conjunct -> Pruner.judge(file, conjunct) != Pruner.Verdict.ALL);
      }
    }
    FileLayout layout = layout(table, request.columns());
    Estimate estimate =
        Estimate.builder()
            .rows(totals.rows())
            .files(Amount.exactly(totals.files))
            .bytesScanned(Amount.exactly(totals.bytes))
            .build();
    Part.Files.Builder part =
        Part.Files.builder(
                Tokens.of(new Tokens.Scan(pinned, usable, request.statisticsFor())),
                Reach.ANYWHERE,
                layout)
            .estimate(estimate);
    if (totals.rowsKnown) {
      part.exactRows(totals.rows);
    }
    Schema schema = new Schema(layout.columns().stream().map(Binding::logical).toList());
    List<Part> parts = totals.files == 0 ? List.of() : List.of(part.build());
    return ScanPlan.builder(schema, parts).enforced(List.copyOf(enforced)).build();
  }

  private static FileLayout layout(DeltaTable table, List<String> columns) {
    List<Binding> bindings = new ArrayList<>();
    for (String name : columns) {
      if (!table.hasColumn(name)) {
        throw new ConnectorException(
            StandardErrorCode.INVALID_REQUEST,
            "table '"
                + table.folder()
                + "' has no column '"
                + name
                + "'; it has "
                + String.join(
                    ", ", table.schema().getFields().stream().map(Field::getName).toList()));
      }
      Field logical = table.schema().findField(name);
      bindings.add(
          table
              .partition(name)
              .map(leaf -> Binding.builder(logical, new Origin.PerFile(leaf.partition())).build())
              .orElseGet(
                  () -> DeltaTypes.column(table.column(name), logical, table.log().mapping())));
    }
    // Without a mapping, files may write a column in another case than the log.
    FileFormat parquet =
        FileFormat.Parquet.builder()
            .ignoreNameCase(table.log().mapping() == KernelLog.Mapping.NONE)
            .build();
    return FileLayout.builder(parquet, bindings).build();
  }

  @Override
  public void close() {}

  /** Sums over files. */
  private static final class Totals {
    private long files;
    private long bytes;
    private long rows;
    private boolean rowsKnown = true;

    void add(FileFacts file) {
      files++;
      bytes += file.file().size();
      rows += file.liveRows().orElse(0);
      rowsKnown &= file.liveRows().isPresent();
    }

    Amount rows() {
      return rowsKnown ? Amount.exactly(rows) : Amount.UNKNOWN;
    }
  }

  /** Whether a condition is on partition columns alone. */
  private record OnlyPartitions(DeltaTable table) implements PredicateVisitor<Boolean> {
    @Override
    public Boolean cannot(Predicate predicate) {
      return false;
    }

    @Override
    public Boolean and(Predicate.And predicate) {
      return all(predicate.all());
    }

    @Override
    public Boolean or(Predicate.Or predicate) {
      return all(predicate.any());
    }

    @Override
    public Boolean compare(Predicate.Compare predicate) {
      return is(predicate.column());
    }

    @Override
    public Boolean oneOf(Predicate.OneOf predicate) {
      return is(predicate.column());
    }

    @Override
    public Boolean nullness(Predicate.Nullness predicate) {
      return is(predicate.column());
    }

    @Override
    public Boolean like(Predicate.Like predicate) {
      return is(predicate.column());
    }

    private boolean all(List<Predicate> parts) {
      return parts.stream().allMatch(part -> part.accept(this));
    }

    private boolean is(FieldPath column) {
      return table.leaf(column).map(DeltaTable.Leaf::isPartition).orElse(false);
    }
  }
}
