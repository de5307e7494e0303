package dev.plumbline.spi;

/**
 * Reads parts. Thread-safe: several parts are read at once.
 *
 * @since 0.1.0
 */
public interface PartReader {
  /**
   * Opens a part of batches.
   *
   * @param q the query
   * @param part a part that this connector planned
   * @return its batches; the caller closes the reader
   */
  BatchReader open(QueryContext q, Part.Batches part);

  /**
   * Lists the files of a part, lazily: there may be a hundred thousand.
   *
   * @param q the query
   * @param part a part that this connector planned
   * @return its files; the caller closes it
   */
  default CloseableIterator<DataFile> files(QueryContext q, Part.Files part) {
    throw new ConnectorException(
        StandardErrorCode.INTERNAL, "a connector that plans parts of files must list them");
  }

  /**
   * Opens the bytes of a file that is not on local disk.
   *
   * @param q the query
   * @param file the file
   * @return its bytes; the caller closes the reader
   */
  default ByteReader bytes(QueryContext q, FileRef file) {
    throw new ConnectorException(
        StandardErrorCode.INTERNAL, "a connector that plans remote files must read their bytes");
  }

  /**
   * Lists the deleted rows of a file.
   *
   * @param q the query
   * @param deletes the token of {@link Deletes.Positions}
   * @return row positions from 0, ascending over all arrays; the caller closes it
   */
  default CloseableIterator<long[]> deletedRows(QueryContext q, Token deletes) {
    throw new ConnectorException(
        StandardErrorCode.INTERNAL, "a connector that plans deleted rows must list them");
  }
}
