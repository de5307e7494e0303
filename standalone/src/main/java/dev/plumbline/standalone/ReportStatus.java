package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.CheckResult;
import java.util.Locale;

/** How a check came out, as all reports say it, worst first. */
enum ReportStatus {
  ERROR("errors", Style.Sign.FAILED),
  WARNING("warnings", Style.Sign.WARNING),
  NOTE("notes", Style.Sign.INFO),
  SKIPPED("skipped", Style.Sign.SKIPPED),
  PASSED("passed", Style.Sign.PASSED);

  private final String many;
  private final Style.Sign sign;

  ReportStatus(String many, Style.Sign sign) {
    this.many = many;
    this.sign = sign;
  }

  static ReportStatus of(CheckResult result) {
    return switch (result.outcome()) {
      case PASSED -> PASSED;
      case SKIPPED -> SKIPPED;
      case FAILED ->
          switch (result.severity()) {
            case ERROR -> ERROR;
            case WARNING -> WARNING;
            case INFO -> NOTE;
          };
    };
  }

  boolean isFinding() {
    return compareTo(SKIPPED) < 0;
  }

  /** One of it: {@code error}, {@code passed}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Several of it: {@code errors}, {@code passed}. */
  String many() {
    return many;
  }

  /** With a number: {@code 1 error}, {@code 3 passed}. */
  String count(long count) {
    return Units.count(count, word(), many);
  }

  Style.Sign sign() {
    return sign;
  }
}
