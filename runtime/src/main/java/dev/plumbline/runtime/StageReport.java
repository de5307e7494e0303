package dev.plumbline.runtime;

import dev.plumbline.spi.Amount;
import dev.plumbline.spi.Provenance;
import java.util.List;

/**
 * What one source does for a read.
 *
 * @param name the name under which the engine sees its rows
 * @param source the source's name
 * @param connector its connector
 * @param relation the table, path or query
 * @param provenance the state that is pinned
 * @param access how rows come: {@code files}, {@code batches}, {@code sql}, or {@code metadata}
 *     where nothing is read
 * @param columns the columns that are read
 * @param columnsInAll how many columns there are
 * @param pushed conditions handed to the source, one sentence each that says what it does with them
 * @param filesBefore files of the whole relation
 * @param files files that are opened
 * @param bytesBefore bytes of the whole relation
 * @param bytes bytes of the files that are opened
 * @param rows rows that come back
 * @since 0.1.0
 */
public record StageReport(
    String name,
    String source,
    String connector,
    String relation,
    Provenance provenance,
    String access,
    List<String> columns,
    int columnsInAll,
    List<String> pushed,
    Amount filesBefore,
    Amount files,
    Amount bytesBefore,
    Amount bytes,
    Amount rows) {
  /** Copies the lists. */
  public StageReport {
    columns = List.copyOf(columns);
    pushed = List.copyOf(pushed);
  }
}
