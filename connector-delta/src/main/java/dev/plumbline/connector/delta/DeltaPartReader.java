package dev.plumbline.connector.delta;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.Deletes;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.FileRef;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.Token;
import java.util.List;
import java.util.Set;

/** Lists what a token of this connector stands for, in whichever process. */
final class DeltaPartReader implements PartReader {
  private final TableStore tables;

  DeltaPartReader(TableStore tables) {
    this.tables = tables;
  }

  @Override
  public BatchReader open(QueryContext q, Part.Batches part) {
    throw new ConnectorException(
        StandardErrorCode.INTERNAL, "Delta tables are planned as files, not as batches");
  }

  @Override
  public CloseableIterator<DataFile> files(QueryContext q, Part.Files part) {
    Tokens.Scan scan = Tokens.scan(part.token());
    DeltaTable table = tables.pinned(scan.table());
    FileScan files = new FileScan(q, table, scan.where());
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return files.hasNext();
      }

      @Override
      public DataFile next() {
        return dataFile(table, files.next(), scan.statisticsFor());
      }

      @Override
      public void close() {
        files.close();
      }
    };
  }

  @Override
  public CloseableIterator<long[]> deletedRows(QueryContext q, Token deletes) {
    Tokens.Deleted deleted = Tokens.deleted(deletes);
    return CloseableIterator.of(
        List.of(KernelLog.deletedRows(tables.folder(deleted.name()), deleted.vector())));
  }

  private static DataFile dataFile(DeltaTable table, FileFacts facts, Set<FieldPath> columns) {
    LogFile file = facts.file();
    DataFile.Builder built =
        DataFile.builder(FileRef.builder(table.locate(file).toString(), file.size()).build())
            .values(facts.partitionValues())
            .statistics(columns.stream().flatMap(path -> facts.of(path).stream()).toList());
    facts.rows().ifPresent(built::rows);
    file.deletionVector()
        .ifPresent(
            vector ->
                built.deletes(
                    Deletes.Positions.builder(
                            Tokens.of(new Tokens.Deleted(table.name(), vector)), vector.count())
                        .build()));
    return built.build();
  }
}
