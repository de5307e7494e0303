package dev.plumbline.runtime.engine;

import dev.plumbline.spi.Binding;
import dev.plumbline.spi.ColumnStatistics;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Origin;
import dev.plumbline.spi.StandardErrorCode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Refuses old days of files that count them in the hybrid Julian calendar: Spark before 3.0, and
 * later ones asked to, write days before 1582-10-15 so, and times before 1900 by their zone's old
 * offsets. Such a file says so in its footer ({@code org.apache.spark.legacyDateTime}, {@code
 * org.apache.spark.legacyINT96}, or an old {@code org.apache.spark.version}); read as it stands,
 * its days would be shifted.
 */
final class LegacyCalendar {
  private static final LocalDate SAFE = LocalDate.of(1900, 1, 1);

  private LegacyCalendar() {}

  static void refuse(DuckSession session, FileShare share) throws SQLException {
    List<Binding> temporal =
        share.part().layout().columns().stream()
            .filter(b -> !(b.origin() instanceof Origin.PerFile) && isTemporal(b.logical()))
            .toList();
    if (temporal.isEmpty()) {
      return;
    }
    List<FileShare.LocalFile> doubtful =
        share.files().stream().filter(f -> mayBeOld(f.data(), temporal)).toList();
    if (doubtful.isEmpty()) {
      return;
    }
    List<List<String>> legacy =
        session.rows(
            "SELECT DISTINCT file_name FROM parquet_kv_metadata("
                + FileScan.paths(new FileShare(share.part(), doubtful))
                + ") WHERE decode(key) IN ('org.apache.spark.legacyDateTime',"
                + " 'org.apache.spark.legacyINT96') OR (decode(key) = 'org.apache.spark.version'"
                + " AND regexp_matches(decode(value), '^([0-2]\\.|3\\.0)'))");
    List<String> names = legacy.stream().map(row -> row.get(0)).toList();
    for (FileShare.LocalFile file : doubtful) {
      if (names.contains(file.path().toString()) && hasOldDays(session, share, file, temporal)) {
        throw new ConnectorException(
            StandardErrorCode.UNSUPPORTED_FEATURE,
            "engine: file '"
                + file.path()
                + "' counts days before 1900 in Spark's old hybrid"
                + " calendar, which would shift them; leave out the columns "
                + temporal.stream()
                    .map(b -> b.logical().getName())
                    .collect(Collectors.joining(", "))
                + ", or rewrite the table with Spark 3 or later");
      }
    }
  }

  private static boolean isTemporal(Field field) {
    return field.getType() instanceof ArrowType.Date
        || field.getType() instanceof ArrowType.Timestamp
        || field.getChildren().stream().anyMatch(LegacyCalendar::isTemporal);
  }

  private static boolean mayBeOld(DataFile file, List<Binding> temporal) {
    for (Binding binding : temporal) {
      boolean safe =
          file.statistics().stream()
              .filter(s -> s.column().equals(FieldPath.of(binding.logical().getName())))
              .anyMatch(s -> isSafe(s, file));
      if (!safe) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSafe(ColumnStatistics statistics, DataFile file) {
    if (statistics.min().isPresent()) {
      Object least = statistics.min().get().value().value();
      return (least instanceof LocalDate date && !date.isBefore(SAFE))
          || (least instanceof LocalDateTime time && !time.toLocalDate().isBefore(SAFE))
          || (least instanceof Instant instant
              && !instant.isBefore(SAFE.atStartOfDay().toInstant(ZoneOffset.UTC)));
    }
    return statistics.nulls().isPresent() && statistics.nulls().equals(file.rows());
  }

  /** Reads the columns of one file; nested ones count as old, since they cannot be compared. */
  private static boolean hasOldDays(
      DuckSession session, FileShare share, FileShare.LocalFile file, List<Binding> temporal)
      throws SQLException {
    List<String> old = new ArrayList<>();
    for (Binding binding : temporal) {
      if (!binding.logical().getChildren().isEmpty()) {
        return true;
      }
      old.add("c." + DuckSql.name(binding.logical().getName()) + " < DATE '" + SAFE + "'");
    }
    FileShare alone = new FileShare(share.part(), List.of(file));
    List<List<String>> found =
        session.rows(
            "SELECT count(*) FROM ("
                + FileScan.unchecked(session, "calendar_", alone)
                + ") c WHERE "
                + String.join(" OR ", old));
    return !found.get(0).get(0).equals("0");
  }
}
