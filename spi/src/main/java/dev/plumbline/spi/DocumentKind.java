package dev.plumbline.spi;

/**
 * A kind of IAM document.
 *
 * @since 0.1.0
 */
public enum DocumentKind {
  /** The identity policy of whoever runs Plumbline. */
  CALLER,
  /** The identity policy of a role that a service assumes. */
  SERVICE_ROLE,
  /** The trust policy of such a role. */
  ROLE_TRUST,
  /** The policy of a bucket. */
  BUCKET,
  /** The policy of a KMS key. */
  KEY,
  /** The policy of a data catalog. */
  CATALOG
}
