package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.Position;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** One check of rows: what is said where no row is wrong, and what where some are. */
final class Verdict {
  private final Findings findings;
  private final Check check;
  private final String subject;
  private Position at;
  private Severity severity;
  private String holds = "";
  private String fails = "";
  private String advice = "";
  private Supplier<List<String>> examples = List::of;

  Verdict(Findings findings, Check check, String subject, Position at) {
    this.findings = findings;
    this.check = check;
    this.subject = subject;
    this.at = at;
    this.severity = check.severity();
  }

  Verdict at(Position line) {
    at = line;
    return this;
  }

  Verdict severity(Severity given) {
    severity = given;
    return this;
  }

  /** Whether a source sends rows to have it decided. */
  boolean isSerious() {
    return severity != Severity.INFO;
  }

  /** What is said where no row is wrong. */
  Verdict holds(String message) {
    holds = message;
    return this;
  }

  /** What is said behind the number of wrong rows. */
  Verdict fails(String message) {
    fails = message;
    return this;
  }

  Verdict advice(String text) {
    advice = text;
    return this;
  }

  Verdict examples(Supplier<List<String>> query) {
    examples = query;
    return this;
  }

  void passed(Basis basis) {
    findings.passed(check, subject, at, basis, holds);
  }

  void passed(Basis basis, String message) {
    findings.passed(check, subject, at, basis, message);
  }

  /** Decides by the number of wrong rows. */
  void decide(long wrong, long rows, Basis basis) {
    if (wrong == 0) {
      passed(basis);
      return;
    }
    failed(wrong, String.format(Locale.ROOT, "%,d of %,d rows %s", wrong, rows, fails), basis);
  }

  /** A bound that some row has is wrong already; how many more are was not counted. */
  void atLeastOne(String seen, Basis basis) {
    failed(1, "at least one row is wrong: " + seen + "; a scan counts them", basis);
  }

  void failed(long wrong, String message, Basis basis) {
    findings.add(
        CheckResult.builder(check, subject, Outcome.FAILED)
            .severity(severity)
            .message(message)
            .advice(advice)
            .basis(basis)
            .count(wrong)
            .examples(examples.get())
            .at(at)
            .build());
  }

  void skipped(String reason) {
    findings.skipped(check, subject, at, reason);
  }
}
