package dev.plumbline.spi;

/**
 * A share of a write that is in place and not yet visible.
 *
 * @param token what the connector needs to commit or remove it
 * @param rows how many rows it has
 * @since 0.1.0
 */
public record Fragment(Token token, long rows) {}
