package dev.plumbline.runtime.infer;

import java.util.Objects;

/**
 * A column that may be what was looked for.
 *
 * @param column its name
 * @param evidence what speaks for it and against it, for people to read
 * @since 0.1.0
 */
public record Candidate(String column, String evidence) {
  /** Checks that nothing is absent. */
  public Candidate {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(evidence, "evidence");
  }
}
