package dev.plumbline.runtime.validate;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;

/** Says that a source's statistics and its rows cannot both be true. */
final class Contradiction {
  private Contradiction() {}

  static ConnectorException of(CheckedDataset dataset, String found) {
    return new ConnectorException(
        StandardErrorCode.CORRUPT_DATA,
        dataset.config().name()
            + ": "
            + found
            + "; the table's log and files contradict, so write its statistics anew");
  }
}
