package dev.plumbline.runtime.validate;

/**
 * How a check was decided.
 *
 * @param kind from what
 * @param bytes how many bytes of data files were opened for it, together with the other checks of
 *     the same scan; 0 unless it is a scan
 * @since 0.1.0
 */
public record Basis(Kind kind, long bytes) {
  /**
   * From what a check was decided.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** The configuration and the columns alone. */
    SCHEMA,
    /** Statistics that the source keeps; no row was read. */
    STATISTICS,
    /**
     * Bounds that the source keeps and that hold for every row, if not tightly; no row was read.
     */
    BOUNDED,
    /** A scan of rows. */
    SCAN,
    /** Nothing: it was not decided. */
    NONE
  }

  /** Of a check that was not decided. */
  public static final Basis NONE = new Basis(Kind.NONE, 0);
}
