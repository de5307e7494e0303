package dev.plumbline.spi;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which types an argument may have.
 *
 * @param typeIds type ids of the vocabulary that match; empty matches every type
 * @param repeats whether it also takes all further arguments
 * @since 0.1.0
 */
public record TypePattern(Set<String> typeIds, boolean repeats) {
  /** Matches every type, once. */
  public static final TypePattern ANY = new TypePattern(Set.of(), false);

  private static final List<String> INTEGRAL = List.of("tinyint", "smallint", "integer", "bigint");

  /** Copies the ids. */
  public TypePattern {
    typeIds = Frozen.set(typeIds);
  }

  /**
   * Matches some types, once.
   *
   * @param typeIds type ids of the vocabulary
   * @return the pattern
   */
  public static TypePattern of(String... typeIds) {
    return new TypePattern(new LinkedHashSet<>(List.of(typeIds)), false);
  }

  /**
   * Reads a pattern as it is written in tables.
   *
   * @param text type ids between {@code |}, or {@code any}, {@code integral} (the signed integers)
   *     or {@code numeric} (those, {@code real}, {@code double} and {@code decimal}); {@code ...}
   *     at its end makes it repeat
   * @return the pattern
   */
  public static TypePattern parse(String text) {
    boolean repeats = text.endsWith("...");
    String words = repeats ? text.substring(0, text.length() - 3) : text;
    Set<String> ids = new LinkedHashSet<>();
    for (String word : Arrays.asList(words.strip().split("\\|"))) {
      switch (word) {
        case "any" -> {
          return new TypePattern(Set.of(), repeats);
        }
        case "integral" -> ids.addAll(INTEGRAL);
        case "numeric" -> {
          ids.addAll(INTEGRAL);
          ids.addAll(List.of("real", "double", "decimal"));
        }
        default -> ids.add(word);
      }
    }
    return new TypePattern(ids, repeats);
  }
}
