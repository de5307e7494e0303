package dev.plumbline.runtime.engine;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Parts whose files, deletes and batches a test lays down. */
final class TestParts implements PartReader {
  private final Map<Token, List<DataFile>> files = new HashMap<>();
  private final Map<Token, long[]> deletes = new HashMap<>();
  private final Map<Token, Function<QueryContext, BatchReader>> batches = new HashMap<>();

  TestParts files(String part, List<DataFile> listed) {
    files.put(Token.of(part), listed);
    return this;
  }

  TestParts deletes(String token, long... positions) {
    deletes.put(Token.of(token), positions);
    return this;
  }

  TestParts batches(String part, Function<QueryContext, BatchReader> reader) {
    batches.put(Token.of(part), reader);
    return this;
  }

  @Override
  public BatchReader open(QueryContext q, Part.Batches part) {
    return Objects.requireNonNull(batches.get(part.token())).apply(q);
  }

  @Override
  public CloseableIterator<DataFile> files(QueryContext q, Part.Files part) {
    return CloseableIterator.of(Objects.requireNonNull(files.get(part.token())));
  }

  @Override
  public CloseableIterator<long[]> deletedRows(QueryContext q, Token token) {
    return CloseableIterator.of(List.of(Objects.requireNonNull(deletes.get(token))));
  }
}
