package dev.plumbline.runtime.plan;

import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.TableHandle;
import java.util.Objects;

/**
 * A table whose state does not change for as long as its session is open.
 *
 * @param source the source's name
 * @param connector the source's connector
 * @param relation the table, path or query, for people to read
 * @param session the open session that resolved it
 * @param handle the resolved table
 * @since 0.1.0
 */
public record PinnedTable(
    String source, String connector, String relation, ReadSession session, TableHandle handle) {
  /** Checks that nothing is absent. */
  public PinnedTable {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(connector, "connector");
    Objects.requireNonNull(relation, "relation");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(handle, "handle");
  }

  /**
   * Takes the table in another of its states.
   *
   * @param state a handle of the same table, from this session or an earlier one
   * @return the table in that state
   */
  public PinnedTable at(TableHandle state) {
    return new PinnedTable(source, connector, relation, session, state);
  }
}
