package dev.plumbline.standalone;

import java.util.ArrayList;
import java.util.List;

/** Small charts of text, for terminals that show Unicode. */
final class Sparkline {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";
  private static final String EIGHTHS = "▏▎▍▌▋▊▉█";
  private static final char NOTHING = '·';

  private Sparkline() {}

  /** A column for each number, at most so many; neighbours are added up where there are more. */
  static String columns(List<Long> counts, int width) {
    List<Long> merged = merge(counts, width);
    long most = merged.stream().mapToLong(Long::longValue).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (long count : merged) {
      text.append(count <= 0 ? NOTHING : level((double) count / most));
    }
    return text.toString();
  }

  /** A column for each part of 1. */
  static String parts(List<Double> parts, int width) {
    StringBuilder text = new StringBuilder();
    int shown = Math.min(width, parts.size());
    for (int i = 0; i < shown; i++) {
      // The last of each group: a curve that rises is not flattened at its end.
      double part = parts.get((int) ((long) (i + 1) * parts.size() / shown) - 1);
      text.append(part <= 0 ? NOTHING : level(Math.min(1, part)));
    }
    return text.toString();
  }

  /** A bar that is full at 1; what is more than nothing is seen. */
  static String bar(double part, int width) {
    long eighths = Math.max(part > 0 ? 1 : 0, Math.round(Math.min(1, part) * width * 8));
    int whole = (int) (eighths / 8);
    int rest = (int) (eighths % 8);
    String bar = "█".repeat(whole) + (rest == 0 ? "" : EIGHTHS.charAt(rest - 1));
    return bar + " ".repeat(width - bar.length());
  }

  private static char level(double part) {
    return LEVELS.charAt(Math.min(LEVELS.length() - 1, (int) (part * LEVELS.length())));
  }

  static List<Long> merge(List<Long> counts, int width) {
    int group = Math.max(1, (counts.size() + width - 1) / width);
    List<Long> merged = new ArrayList<>();
    for (int i = 0; i < counts.size(); i += group) {
      merged.add(
          counts.subList(i, Math.min(counts.size(), i + group)).stream()
              .mapToLong(Long::longValue)
              .sum());
    }
    return merged;
  }
}
