package dev.plumbline.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A grant that a person makes in another system.
 *
 * @since 0.1.0
 */
public final class ManualGrant {
  private final String system;
  private final String statement;
  private final String reason;

  private ManualGrant(Builder builder) {
    this.system = builder.system;
    this.statement = builder.statement;
    this.reason = builder.reason;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param system the system, such as {@code redshift}
   * @param statement what to run there
   * @param reason why it is needed
   * @return a builder
   */
  public static Builder builder(String system, String statement, String reason) {
    return new Builder(system, statement, reason);
  }

  /** {@return the system, such as {@code redshift}} */
  public String system() {
    return system;
  }

  /** {@return what to run there} */
  public String statement() {
    return statement;
  }

  /** {@return why it is needed} */
  public String reason() {
    return reason;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ManualGrant that
        && system.equals(that.system)
        && statement.equals(that.statement)
        && reason.equals(that.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(system, statement, reason);
  }

  @Override
  public String toString() {
    return "ManualGrant["
        + "system="
        + system
        + ", statement="
        + statement
        + ", reason="
        + reason
        + ']';
  }

  /**
   * Builds a {@link ManualGrant}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String system;
    private final String statement;
    private final String reason;

    private Builder(String system, String statement, String reason) {
      this.system = Objects.requireNonNull(system, "system");
      this.statement = Objects.requireNonNull(statement, "statement");
      this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** {@return the finished manual grant} */
    public ManualGrant build() {
      return new ManualGrant(this);
    }
  }
}
