package dev.plumbline.spi;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known name that somebody probably meant.
 *
 * @since 0.1.0
 */
public final class NearestName {
  private NearestName() {}

  /**
   * Finds the nearest name by the number of letters to insert, drop, replace or swap (optimal
   * string alignment), without regard to case.
   *
   * @param given the name that is not known
   * @param known the names that are
   * @return the nearest, if it is near enough to be a slip: at most a third of its letters, and at
   *     most three; else the only known name that holds the given one, of four letters or more
   */
  public static Optional<String> of(String given, Collection<String> known) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(given.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest != null
            && least <= 3
            && least * 3 <= Math.max(3, Math.max(given.length(), nearest.length()))
        ? Optional.of(nearest)
        : onlyHolder(given, known);
  }

  private static Optional<String> onlyHolder(String given, Collection<String> known) {
    String part = given.toLowerCase(Locale.ROOT);
    List<String> holders =
        known.stream().filter(name -> name.toLowerCase(Locale.ROOT).contains(part)).toList();
    return part.length() >= 4 && holders.size() == 1
        ? Optional.of(holders.get(0))
        : Optional.empty();
  }

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
