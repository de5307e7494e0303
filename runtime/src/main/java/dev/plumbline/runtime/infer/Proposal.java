package dev.plumbline.runtime.infer;

import java.util.List;
import java.util.Objects;

/**
 * A configuration that is proposed: what was guessed, and the file that says so.
 *
 * @since 0.1.0
 */
public final class Proposal {
  private final List<ProposedTable> tables;
  private final List<String> open;
  private final String yaml;

  Proposal(List<ProposedTable> tables, List<String> open, String yaml) {
    this.tables = List.copyOf(tables);
    this.open = List.copyOf(open);
    this.yaml = Objects.requireNonNull(yaml, "yaml");
  }

  /** {@return the tables that were looked at, in the order of the source} */
  public List<ProposedTable> tables() {
    return tables;
  }

  /** {@return what could not be guessed and a person has to write, one sentence each} */
  public List<String> open() {
    return open;
  }

  /**
   * {@return a configuration file that can be read as it is; guesses carry their evidence in
   * comments, and what could not be guessed stands there as a comment to complete}
   */
  public String yaml() {
    return yaml;
  }
}
