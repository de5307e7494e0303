package dev.plumbline.connector.delta;

import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.StandardErrorCode;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The files of a version in which some row may meet every condition; the same each time. */
final class FileScan implements CloseableIterator<FileFacts> {
  private final QueryContext query;
  private final DeltaTable table;
  private final List<Predicate> conjuncts;
  private final CloseableIterator<LogFile> files;
  private @Nullable FileFacts ahead;

  FileScan(QueryContext query, DeltaTable table, List<Predicate> conjuncts) {
    this.query = query;
    this.table = table;
    this.conjuncts = conjuncts;
    this.files = table.files();
  }

  @Override
  public boolean hasNext() {
    while (ahead == null && files.hasNext()) {
      if (query.isCancelled()) {
        throw new ConnectorException(
            StandardErrorCode.CANCELLED, "query " + query.queryId() + " was cancelled");
      }
      FileFacts file = new FileFacts(table, files.next());
      if (Pruner.mayMatch(file, conjuncts)) {
        ahead = file;
      }
    }
    return ahead != null;
  }

  @Override
  public FileFacts next() {
    FileFacts found = hasNext() ? ahead : null;
    if (found == null) {
      throw new NoSuchElementException();
    }
    ahead = null;
    return found;
  }

  @Override
  public void close() {
    files.close();
  }
}
