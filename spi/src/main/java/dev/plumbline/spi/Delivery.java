package dev.plumbline.spi;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The rows of a statement that runs or has run.
 *
 * @since 0.1.0
 */
public interface Delivery extends AutoCloseable {
  /** {@return the columns of every part} */
  Schema schema();

  /** {@return the parts whose rows together are the answer} */
  List<Part> parts();

  /** {@return which query this was, for the provenance stamp} */
  Provenance provenance();

  /** Stops the statement if it still runs and removes staged files; closing twice is no error. */
  @Override
  void close();
}
