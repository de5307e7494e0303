package dev.plumbline.runtime.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A constant pattern of Spark's for dates and times, in the pieces that both sides know. */
record TimePattern(List<Piece> pieces) {
  /** One field (its letters) or text between fields. */
  record Piece(String text, boolean field) {}

  TimePattern {
    pieces = List.copyOf(pieces);
  }

  static Optional<TimePattern> of(String pattern) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      if ("[]{}#".indexOf(c) >= 0) {
        return Optional.empty();
      }
      if (c == '\'') {
        int close = pattern.indexOf('\'', i + 1);
        if (close < 0) {
          return Optional.empty();
        }
        text.append(close == i + 1 ? "'" : pattern.substring(i + 1, close));
        i = close + 1;
      } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        int end = i;
        while (end < pattern.length() && pattern.charAt(end) == c) {
          end++;
        }
        flush(pieces, text);
        pieces.add(new Piece(pattern.substring(i, end), true));
        i = end;
      } else {
        text.append(c);
        i++;
      }
    }
    flush(pieces, text);
    return Optional.of(new TimePattern(pieces));
  }

  private static void flush(List<Piece> pieces, StringBuilder text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(text.toString(), false));
      text.setLength(0);
    }
  }
}
