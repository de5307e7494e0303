package dev.plumbline.spi;

/**
 * What is done with a relation, as far as permissions differ.
 *
 * @since 0.1.0
 */
public enum Operation {
  /** Connecting and looking whether it is there. */
  CHECK,
  /** Listing what is there. */
  DISCOVER,
  /** Reading. */
  READ,
  /** Reading through staged files. */
  BULK_READ,
  /** Uploading rows into a temporary table. */
  UPLOAD,
  /** Appending. */
  APPEND,
  /** Creating. */
  CREATE,
  /** Replacing. */
  REPLACE,
  /** Removing what earlier runs left behind. */
  CLEAN
}
