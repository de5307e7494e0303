package dev.plumbline.spi;

import java.util.Iterator;

/**
 * An iterator that holds something open until it is closed.
 *
 * @param <T> what it gives
 * @since 0.1.0
 */
public interface CloseableIterator<T> extends Iterator<T>, AutoCloseable {
  /** Releases what is held; closing twice is no error. */
  @Override
  void close();

  /**
   * Gives the elements of something that holds nothing open.
   *
   * @param <T> what it gives
   * @param elements the elements, in order
   * @return an iterator whose closing does nothing
   */
  static <T> CloseableIterator<T> of(Iterable<T> elements) {
    Iterator<T> inner = elements.iterator();
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return inner.hasNext();
      }

      @Override
      public T next() {
        return inner.next();
      }

      @Override
      public void close() {}
    };
  }
}
