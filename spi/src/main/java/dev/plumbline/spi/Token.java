package dev.plumbline.spi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A connector's own description of something, opaque to everybody else: versioned by the connector,
 * never a secret, never Java serialisation.
 *
 * @param base64 the description, base64 encoded
 * @since 0.1.0
 */
public record Token(String base64) {
  /** Describes nothing. */
  public static final Token EMPTY = new Token("");

  /**
   * Encodes a text.
   *
   * @param text any text
   * @return its token
   */
  public static Token of(String text) {
    return new Token(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Decodes what {@link #of} encoded.
   *
   * @return the text
   */
  public String text() {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
