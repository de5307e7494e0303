package dev.plumbline.connector.delta;

import dev.plumbline.spi.Connector;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.ReadSession;
import java.nio.file.Path;

/** One folder with Delta tables. Holds nothing open: snapshots are kept in memory only. */
final class DeltaConnector implements Connector {
  private final TableStore tables;

  DeltaConnector(String sourceName, Path root) {
    this.tables = new TableStore(sourceName, root);
  }

  @Override
  public ReadSession begin(QueryContext q) {
    return new DeltaSession(tables);
  }

  @Override
  public PartReader reader() {
    return new DeltaPartReader(tables);
  }

  @Override
  public void close() {}
}
