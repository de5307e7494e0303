package dev.plumbline.integration.functions;

/** The running servers, for tests of other packages; each starts when first asked. */
public final class Servers {
  private Servers() {}

  /** {@return the PostgreSQL that stands for Redshift} */
  public static SqlServer postgresql() {
    return Dialect.REDSHIFT.server();
  }

  /** {@return the Trino that stands for Athena} */
  public static SqlServer trino() {
    return Dialect.ATHENA.server();
  }
}
