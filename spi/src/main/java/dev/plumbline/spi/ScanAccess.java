package dev.plumbline.spi;

/**
 * Plans scans.
 *
 * @since 0.1.0
 */
public interface ScanAccess {
  /**
   * Plans one scan, without side effects and without reading rows.
   *
   * @param q the query
   * @param request what is wanted
   * @return the parts to read
   */
  ScanPlan plan(QueryContext q, ScanRequest request);
}
