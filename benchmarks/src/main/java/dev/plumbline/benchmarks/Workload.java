package dev.plumbline.benchmarks;

/** What peers have to do. */
enum Workload {
  SCAN("3-column scan", Comparison.READERS),
  GROUP_BY("group by", Comparison.READERS),
  FILTERED_COUNT("filtered count", Comparison.READERS),
  FILES_SELECT("select_expr and filter, files", Comparison.PUSH_DOWN),
  SQL_SELECT("select_expr and filter, database", Comparison.PUSH_DOWN),
  SQL_GROUP_BY("group by, database", Comparison.PUSH_DOWN),
  SQL_JOIN("join and group by, database", Comparison.PUSH_DOWN);

  static final String LONG_COLUMN = "id";
  static final String TEXT_COLUMN = "country";
  static final String DOUBLE_COLUMN = "amount";

  static final double AMOUNT_ABOVE = 900;
  static final String COUNTRY = "DE";

  private final String title;
  private final Comparison comparison;

  Workload(String title, Comparison comparison) {
    this.title = title;
    this.comparison = comparison;
  }

  /** Whom a workload compares. */
  enum Comparison {
    READERS(PeerKind.DUCKDB_STREAMED, PeerKind.STANDALONE),
    PUSH_DOWN(PeerKind.HAND_WRITTEN, PeerKind.PLUMBLINE_UNPUSHED);

    private final PeerKind base;
    private final PeerKind slow;

    Comparison(PeerKind base, PeerKind slow) {
      this.base = base;
      this.slow = slow;
    }

    /** Whose time the others' are divided by. */
    PeerKind base() {
      return base;
    }

    /** Whose time is divided by the others'. */
    PeerKind slow() {
      return slow;
    }
  }

  Comparison comparison() {
    return comparison;
  }

  IllegalArgumentException unknown() {
    return new IllegalArgumentException("the " + title + " is not for this peer");
  }

  String title() {
    return title;
  }
}
