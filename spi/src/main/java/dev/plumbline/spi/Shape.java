package dev.plumbline.spi;

/**
 * Whether a written call can stand beside an operator.
 *
 * @since 0.1.0
 */
public enum Shape {
  /** It is a name, a literal, a call or in parentheses already. */
  ATOM,
  /** It has operators of its own; the runtime always puts parentheses around it. */
  INFIX
}
