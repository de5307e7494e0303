package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.Position;
import java.util.List;
import java.util.Objects;

/**
 * One check of one dataset and how it came out.
 *
 * @since 0.1.0
 */
public final class CheckResult {
  private final Check check;
  private final String subject;
  private final Outcome outcome;
  private final Severity severity;
  private final String message;
  private final String advice;
  private final Basis basis;
  private final long count;
  private final List<String> examples;
  private final Position at;

  private CheckResult(Builder builder) {
    this.check = builder.check;
    this.subject = builder.subject;
    this.outcome = builder.outcome;
    this.severity = builder.severity;
    this.message = builder.message;
    this.advice = builder.advice;
    this.basis = builder.basis;
    this.count = builder.count;
    this.examples = List.copyOf(builder.examples);
    this.at = builder.at;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param check which check
   * @param subject the schema name or column that was checked; empty where it is the whole dataset
   * @param outcome how it came out
   * @return a builder
   */
  public static Builder builder(Check check, String subject, Outcome outcome) {
    return new Builder(check, subject, outcome);
  }

  /** {@return which check} */
  public Check check() {
    return check;
  }

  /** {@return the schema name or column that was checked; empty where it is the whole dataset} */
  public String subject() {
    return subject;
  }

  /** {@return how it came out} */
  public Outcome outcome() {
    return outcome;
  }

  /** {@return how bad a failure is; by default the check's own} */
  public Severity severity() {
    return severity;
  }

  /** {@return what was found, one sentence with its figures} */
  public String message() {
    return message;
  }

  /** {@return the likely fix, one sentence; empty where nothing is wrong} */
  public String advice() {
    return advice;
  }

  /** {@return from what it was decided} */
  public Basis basis() {
    return basis;
  }

  /** {@return how many rows or ids are wrong} */
  public long count() {
    return count;
  }

  /** {@return up to five ids or values of rows that are wrong} */
  public List<String> examples() {
    return examples;
  }

  /** {@return the line of the file that says what must hold} */
  public Position at() {
    return at;
  }

  /** {@return the check's stable code, such as {@code ID_UNIQUE}} */
  public String code() {
    return check.name();
  }

  /** {@return the check on one line, such as {@code ID_UNIQUE id FAILED: 3 of 9 rows ...}} */
  @Override
  public String toString() {
    return check + (subject.isEmpty() ? " " : " " + subject + " ") + outcome + ": " + message;
  }

  /**
   * Builds a {@link CheckResult}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Check check;
    private final String subject;
    private final Outcome outcome;
    private Severity severity;
    private String message = "";
    private String advice = "";
    private Basis basis = Basis.NONE;
    private long count = 0;
    private List<String> examples = List.of();
    private Position at = Position.UNKNOWN;

    private Builder(Check check, String subject, Outcome outcome) {
      this.check = Objects.requireNonNull(check, "check");
      this.subject = Objects.requireNonNull(subject, "subject");
      this.outcome = Objects.requireNonNull(outcome, "outcome");
      this.severity = check.severity();
    }

    /**
     * Sets how bad a failure is; by default the check's own.
     *
     * @param severity how bad a failure is; by default the check's own
     * @return this builder
     */
    public Builder severity(Severity severity) {
      this.severity = Objects.requireNonNull(severity, "severity");
      return this;
    }

    /**
     * Sets what was found, one sentence with its figures.
     *
     * @param message what was found, one sentence with its figures
     * @return this builder
     */
    public Builder message(String message) {
      this.message = Objects.requireNonNull(message, "message");
      return this;
    }

    /**
     * Sets the likely fix, one sentence; empty where nothing is wrong.
     *
     * @param advice the likely fix, one sentence; empty where nothing is wrong
     * @return this builder
     */
    public Builder advice(String advice) {
      this.advice = Objects.requireNonNull(advice, "advice");
      return this;
    }

    /**
     * Sets from what it was decided.
     *
     * @param basis from what it was decided
     * @return this builder
     */
    public Builder basis(Basis basis) {
      this.basis = Objects.requireNonNull(basis, "basis");
      return this;
    }

    /**
     * Sets how many rows or ids are wrong.
     *
     * @param count how many rows or ids are wrong
     * @return this builder
     */
    public Builder count(long count) {
      this.count = count;
      return this;
    }

    /**
     * Sets up to five ids or values of rows that are wrong.
     *
     * @param examples up to five ids or values of rows that are wrong
     * @return this builder
     */
    public Builder examples(List<String> examples) {
      this.examples = Objects.requireNonNull(examples, "examples");
      return this;
    }

    /**
     * Sets the line of the file that says what must hold.
     *
     * @param at the line of the file that says what must hold
     * @return this builder
     */
    public Builder at(Position at) {
      this.at = Objects.requireNonNull(at, "at");
      return this;
    }

    /** {@return the finished value} */
    public CheckResult build() {
      return new CheckResult(this);
    }
  }
}
