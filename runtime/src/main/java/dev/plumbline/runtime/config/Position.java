package dev.plumbline.runtime.config;

/**
 * A place in the configuration file.
 *
 * @param line from 1; 0 where the place is not known, as for what a program built
 * @param column from 1; 0 where the place is not known
 * @since 0.1.0
 */
public record Position(int line, int column) {
  /** Somewhere. */
  public static final Position UNKNOWN = new Position(0, 0);
}
