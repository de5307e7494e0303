package dev.plumbline.runtime.infer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The source as the file will define it.
 *
 * @param name its name
 * @param connector its connector
 * @param options its options as one writes them: text, numbers, booleans, lists and maps; secrets
 *     are references
 * @param addressing how a dataset names a table of it
 * @since 0.1.0
 */
public record ProposedSource(
    String name, String connector, Map<String, Object> options, Addressing addressing) {
  /**
   * How a dataset names a table.
   *
   * @since 0.1.0
   */
  public enum Addressing {
    /** By a path below the source's own. */
    PATH,
    /** By a name such as {@code schema.table}. */
    TABLE
  }

  /** Copies the options, keeping their order. */
  public ProposedSource {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(connector, "connector");
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    Objects.requireNonNull(addressing, "addressing");
  }
}
