package dev.plumbline.spi;

/**
 * Puts shares of a write into place, invisibly, on any machine.
 *
 * @since 0.1.0
 */
public interface FragmentWriter {
  /**
   * Writes rows.
   *
   * @param q the query
   * @param target the write's target
   * @param rows the rows; this call closes the reader
   * @return what was written
   */
  Fragment write(QueryContext q, WriteTarget.Batches target, BatchReader rows);

  /**
   * Puts a finished file into place.
   *
   * @param q the query
   * @param target the write's target
   * @param file the file on local disk
   * @return what was put
   */
  Fragment put(QueryContext q, WriteTarget.Files target, FinishedFile file);
}
