package dev.plumbline.standalone;

import java.util.Set;

/**
 * How text is drawn.
 *
 * @param features what the receiver shows
 * @param width how many characters fit on a line
 * @param tableWidth how many of them a table may take, whose lines cannot be broken
 */
record Style(Set<Style.Feature> features, int width, int tableWidth) {
  /** What a receiver can show. */
  enum Feature {
    /** Colours and weights. */
    COLOUR,
    /** Frames and symbols beyond ASCII. */
    UNICODE
  }

  /** The few ways in which text stands out. */
  enum Paint {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36");

    private final String code;

    Paint(String code) {
      this.code = code;
    }
  }

  /** Signs that stand before a line; words where symbols cannot be shown. */
  enum Sign {
    PASSED(Paint.GREEN, "✓", "ok  "),
    FAILED(Paint.RED, "✗", "FAIL"),
    WARNING(Paint.YELLOW, "▲", "warn"),
    INFO(Paint.CYAN, "•", "info"),
    SKIPPED(Paint.DIM, "○", "skip");

    private final Paint paint;
    private final String symbol;
    private final String word;

    Sign(Paint paint, String symbol, String word) {
      this.paint = paint;
      this.symbol = symbol;
      this.word = word;
    }

    Paint paint() {
      return paint;
    }
  }

  Style {
    features = Set.copyOf(features);
  }

  Style(Set<Style.Feature> features, int width) {
    this(features, width, width);
  }

  /** What files and pipes get. */
  static Style plain() {
    return new Style(Set.of(), 120, Integer.MAX_VALUE);
  }

  boolean unicode() {
    return features.contains(Feature.UNICODE);
  }

  String paint(Paint paint, String text) {
    return features.contains(Feature.COLOUR) && paint != Paint.PLAIN && !text.isEmpty()
        ? "\u001b[" + paint.code + "m" + text + "\u001b[0m"
        : text;
  }

  String sign(Sign sign) {
    return paint(sign.paint, unicode() ? sign.symbol : sign.word);
  }

  int signWidth() {
    return unicode() ? 1 : 4;
  }

  String separator() {
    return unicode() ? " · " : ", ";
  }

  String arrow() {
    return unicode() ? "→" : "->";
  }

  String cutMark() {
    return unicode() ? "…" : "..";
  }
}
