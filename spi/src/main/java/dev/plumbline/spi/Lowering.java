package dev.plumbline.spi;

import java.util.Optional;
import java.util.function.Function;

/**
 * How an operator is written in a source's SQL.
 *
 * @since 0.1.0
 */
public sealed interface Lowering {
  /**
   * As text with places for the operands.
   *
   * @param text the text with <code>{0}</code>, <code>{1}</code>, ... for operands, <code>{*}
   *     </code> for all of them between commas, and <code>{type}</code> for the name of the type
   *     that must come out; in an aggregate, <code>{over}</code> is where its FILTER or OVER clause
   *     goes, and without it the clause follows a template that is one call
   * @param shape whether it needs parentheses around it
   * @since 0.1.0
   */
  record Template(String text, Shape shape) implements Lowering {}

  /**
   * Not at all.
   *
   * @param reason why it would mean something else there, for the plan to print
   * @since 0.1.0
   */
  record Refusal(String reason) implements Lowering {}

  /**
   * By a function, where no template will do.
   *
   * @param summary what it does, for the function table
   * @param lower a pure function; empty means refused
   * @since 0.1.0
   */
  record Computed(String summary, Function<SqlCall, Optional<String>> lower) implements Lowering {}
}
