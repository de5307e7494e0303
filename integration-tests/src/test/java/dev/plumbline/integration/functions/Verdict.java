package dev.plumbline.integration.functions;

/** What came of one case on one engine, and what to look at when that is not equality. */
record Verdict(Kind kind, String detail) {
  enum Kind {
    EXACT,
    /** At least one value differs; the first ones are told. */
    WRONG,
    /** The engine, or Spark, gave no answer. */
    ERROR,
    /** The values may be equal, their type is not. */
    TYPE
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? kind.name() : kind + " " + detail;
  }
}
