package dev.plumbline.spi;

/**
 * Takes a predicate apart. A method that an author leaves out says "cannot", so a new kind of node
 * is left to the runtime.
 *
 * @param <R> what it gives
 * @since 0.1.0
 */
public interface PredicateVisitor<R> {
  /**
   * Answers for every node that has no method of its own.
   *
   * @param predicate the node
   * @return what "cannot use this" comes to
   */
  R cannot(Predicate predicate);

  /**
   * Takes a {@link Predicate.And}.
   *
   * @param predicate the node
   * @return what it comes to; {@link #cannot} by default
   */
  default R and(Predicate.And predicate) {
    return cannot(predicate);
  }

  /**
   * Takes a {@link Predicate.Or}.
   *
   * @param predicate the node
   * @return what it comes to; {@link #cannot} by default
   */
  default R or(Predicate.Or predicate) {
    return cannot(predicate);
  }

  /**
   * Takes a {@link Predicate.Compare}.
   *
   * @param predicate the node
   * @return what it comes to; {@link #cannot} by default
   */
  default R compare(Predicate.Compare predicate) {
    return cannot(predicate);
  }

  /**
   * Takes a {@link Predicate.OneOf}.
   *
   * @param predicate the node
   * @return what it comes to; {@link #cannot} by default
   */
  default R oneOf(Predicate.OneOf predicate) {
    return cannot(predicate);
  }

  /**
   * Takes a {@link Predicate.Nullness}.
   *
   * @param predicate the node
   * @return what it comes to; {@link #cannot} by default
   */
  default R nullness(Predicate.Nullness predicate) {
    return cannot(predicate);
  }

  /**
   * Takes a {@link Predicate.Like}.
   *
   * @param predicate the node
   * @return what it comes to; {@link #cannot} by default
   */
  default R like(Predicate.Like predicate) {
    return cannot(predicate);
  }
}
