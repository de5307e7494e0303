package dev.plumbline.runtime.validate;

import java.util.Optional;

/** Texts of nothing but blanks. */
final class Blanks {
  private Blanks() {}

  static Term of(CheckedColumn column) {
    return Term.sql("length(trim(" + column.sql() + ")) = 0");
  }

  static void check(Checking checking, Verdict verdict, CheckedColumn column) {
    if (isExcluded(Known.outer(checking.known.min(column)))) {
      verdict.passed(Known.OUTER);
      return;
    }
    checking.count(verdict, column, of(column));
  }

  /** Texts of blanks come before every text that has something else behind its blanks. */
  private static boolean isExcluded(Optional<Object> least) {
    if (least.isEmpty() || !(least.get() instanceof String text)) {
      return false;
    }
    String inner = text.replaceFirst("^ +", "");
    return !inner.isEmpty() && inner.charAt(0) > ' ';
  }
}
