package dev.plumbline.runtime;

import java.util.List;

/**
 * A column that was found.
 *
 * @param name its name
 * @param type its Arrow type, for people to read
 * @param nullable whether it may be NULL as far as the source says
 * @param traits what the source says of it, such as {@code PARTITION}
 * @since 0.1.0
 */
public record DiscoveredColumn(String name, String type, boolean nullable, List<String> traits) {
  /** Copies the traits. */
  public DiscoveredColumn {
    traits = List.copyOf(traits);
  }
}
