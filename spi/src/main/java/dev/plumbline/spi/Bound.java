package dev.plumbline.spi;

/**
 * A bound of a column's values.
 *
 * @param value the bound, of the column's own type
 * @param tightness whether the value occurs
 * @since 0.1.0
 */
public record Bound(Literal value, Tightness tightness) {}
