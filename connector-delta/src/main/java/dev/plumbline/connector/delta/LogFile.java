package dev.plumbline.connector.delta;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A data file as the log has it.
 *
 * @param path percent-encoded, relative to the table or absolute
 * @param size in bytes
 * @param partitionValues serialised values by physical name; NULL is null or the empty text
 * @param statistics the statistics JSON, unparsed
 * @param deletionVector which of its rows are deleted
 */
record LogFile(
    String path,
    long size,
    Map<String, @Nullable String> partitionValues,
    Optional<String> statistics,
    Optional<DeletionVector> deletionVector) {

  long deletedRows() {
    return deletionVector.map(DeletionVector::count).orElse(0L);
  }

  /** The rows stored, deleted ones included. */
  OptionalLong rows() {
    return statistics.map(FileStatistics::rows).orElse(OptionalLong.empty());
  }
}
