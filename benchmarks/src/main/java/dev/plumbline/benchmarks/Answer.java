package dev.plumbline.benchmarks;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a peer found, to be compared with what the others found.
 *
 * @param rows how many rows the answer rests on
 * @param detail the rest of the answer, without blanks
 */
record Answer(long rows, String detail) {
  static Answer ofScan(long rows, long checksum) {
    return new Answer(rows, "checksum:" + checksum);
  }

  static Answer ofCount(long count) {
    return new Answer(count, "counted");
  }

  /** Count, sum, least and greatest amount of each country. */
  static final class Groups {
    private final SortedMap<String, Group> groups = new TreeMap<>();

    void add(String country, double amount) {
      Group group = groups.get(country);
      if (group == null) {
        group = new Group();
        groups.put(country, group);
      }
      group.add(1, amount, amount, amount);
    }

    void add(String country, long count, double sum, double least, double greatest) {
      groups.computeIfAbsent(country, c -> new Group()).add(count, sum, least, greatest);
    }

    Answer answer() {
      long rows = groups.values().stream().mapToLong(g -> g.count).sum();
      StringBuilder detail = new StringBuilder();
      groups.forEach(
          (country, g) ->
              detail
                  .append(country)
                  .append(':')
                  .append(g.count)
                  .append(':')
                  .append(g.sum)
                  .append(':')
                  .append(g.least)
                  .append(':')
                  .append(g.greatest)
                  .append(';'));
      return new Answer(rows, detail.toString());
    }

    private static final class Group {
      private long count;
      private double sum;
      private double least = Double.POSITIVE_INFINITY;
      private double greatest = Double.NEGATIVE_INFINITY;

      void add(long moreRows, double moreSum, double otherLeast, double otherGreatest) {
        count += moreRows;
        sum += moreSum;
        least = Math.min(least, otherLeast);
        greatest = Math.max(greatest, otherGreatest);
      }
    }
  }
}
