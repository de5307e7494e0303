package dev.plumbline.spi;

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
}
