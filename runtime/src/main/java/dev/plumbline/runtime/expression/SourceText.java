package dev.plumbline.runtime.expression;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;

/**
 * The text of one expression, which its errors show.
 *
 * @param text the whole text
 */
record SourceText(String text) {
  private static final int SHOWN = 200;

  /** An error at a character, counted from 0 here and from 1 in the message. */
  ConnectorException refuse(int at, String what, String advice) {
    return new ConnectorException(
        StandardErrorCode.INVALID_REQUEST,
        "expression '"
            + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text)
            + "' at character "
            + (at + 1)
            + ": "
            + what
            + "; "
            + advice);
  }
}
