package dev.plumbline.spi;

/**
 * The document that a statement belongs to.
 *
 * @param kind what kind of document
 * @param subject whose it is: a role, a bucket, a key
 * @since 0.1.0
 */
public record Attachment(DocumentKind kind, String subject) {}
