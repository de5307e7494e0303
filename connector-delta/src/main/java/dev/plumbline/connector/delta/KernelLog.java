package dev.plumbline.connector.delta;

import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ErrorCode;
import dev.plumbline.spi.StandardErrorCode;
import io.delta.kernel.Snapshot;
import io.delta.kernel.SnapshotBuilder;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.UnsupportedProtocolVersionException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.deletionvectors.DeletionVectorUtils;
import io.delta.kernel.internal.util.ColumnMapping;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One version of a Delta log, read by Kernel. The only class that touches Kernel's internal
 * packages, and the one place where its exceptions become ours.
 */
final class KernelLog {
  private final Path folder;
  private final SnapshotImpl snapshot;
  private final Engine engine;

  private KernelLog(Path folder, SnapshotImpl snapshot, Engine engine) {
    this.folder = folder;
    this.snapshot = snapshot;
    this.engine = engine;
  }

  // By its constructor: the factory method's other form needs Hadoop's classes to compile.
  private static final class LocalEngine extends DefaultEngine {
    LocalEngine() {
      super(new LocalFiles());
    }
  }

  /** How columns are found in files. */
  enum Mapping {
    NONE,
    NAME,
    ID
  }

  /**
   * Opens a log.
   *
   * @param folder an absolute path of a folder that has a {@code _delta_log}
   */
  static KernelLog open(Path folder, AsOf asOf) {
    LogFolder.Versions versions = versions(folder);
    asOf.version()
        .ifPresent(
            wanted -> {
              if (wanted < versions.first() || wanted > versions.last()) {
                throw new ConnectorException(
                    DeltaErrorCode.VERSION_NOT_FOUND,
                    "version "
                        + wanted
                        + " of table '"
                        + folder
                        + "' is not there; "
                        + range(versions));
              }
            });
    long upTo = asOf.version().orElse(versions.last());
    Engine engine = new LocalEngine();
    return guarded(
        folder,
        upTo,
        () -> {
          SnapshotBuilder builder = TableManager.loadSnapshot(folder.toString());
          Snapshot loaded =
              asOf.instant().isPresent()
                  ? at(folder, asOf.instant().get(), builder.build(engine), engine, versions)
                  : asOf.version().map(builder::atVersion).orElse(builder).build(engine);
          KernelLog log = new KernelLog(folder, (SnapshotImpl) loaded, engine);
          log.refuseEmptyFiles();
          // Kernel parses the schema when it is first asked for.
          log.schema();
          return log;
        });
  }

  private static Snapshot at(
      Path folder, Instant instant, Snapshot latest, Engine engine, LogFolder.Versions versions) {
    Instant newest = Instant.ofEpochMilli(latest.getTimestamp(engine));
    if (instant.isAfter(newest)) {
      throw new ConnectorException(
          DeltaErrorCode.VERSION_NOT_FOUND,
          "table '"
              + folder
              + "' has no state of "
              + instant
              + ": its newest, version "
              + latest.getVersion()
              + ", is of "
              + newest
              + "; leave the time out to read the newest");
    }
    try {
      return TableManager.loadSnapshot(folder.toString())
          .atTimestamp(instant.toEpochMilli(), latest)
          .build(engine);
    } catch (KernelException e) {
      if (String.valueOf(e.getMessage()).contains("before the earliest available version")) {
        throw new ConnectorException(
            DeltaErrorCode.VERSION_NOT_FOUND,
            "table '"
                + folder
                + "' has no state of "
                + instant
                + ": its oldest is later; "
                + range(versions),
            e);
      }
      throw e;
    }
  }

  private static String range(LogFolder.Versions versions) {
    return versions.first() == versions.last()
        ? "only version " + versions.last() + " exists"
        : "versions " + versions.first() + " to " + versions.last() + " exist";
  }

  private static LogFolder.Versions versions(Path folder) {
    try {
      return new LogFolder(folder)
          .versions()
          .orElseThrow(
              () ->
                  new ConnectorException(
                      DeltaErrorCode.NOT_A_TABLE,
                      "'" + folder + "' is no Delta table: its _delta_log has no commit"));
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  long version() {
    return snapshot.getVersion();
  }

  /** When the version was committed. */
  Instant committedAt() {
    return guarded(folder, version(), () -> Instant.ofEpochMilli(snapshot.getTimestamp(engine)));
  }

  StructType schema() {
    return snapshot.getSchema();
  }

  /** Logical names, in the order of the metadata. */
  List<String> partitionColumns() {
    return snapshot.getPartitionColumnNames();
  }

  Mapping mapping() {
    return switch (ColumnMapping.getColumnMappingMode(snapshot.getMetadata().getConfiguration())) {
      case NONE -> Mapping.NONE;
      case NAME -> Mapping.NAME;
      case ID -> Mapping.ID;
    };
  }

  static String physicalName(StructField field) {
    return ColumnMapping.getPhysicalName(field);
  }

  static int fieldId(StructField field) {
    return ColumnMapping.getColumnId(field);
  }

  /** All files of the version, in the order of the log. */
  CloseableIterator<LogFile> files() {
    return guarded(
        folder,
        version(),
        () -> {
          ScanImpl scan = (ScanImpl) snapshot.getScanBuilder().build();
          return new Files(scan.getScanFiles(engine, true));
        });
  }

  /**
   * Reads a deletion vector.
   *
   * @return row positions from 0, ascending
   */
  static long[] deletedRows(Path folder, DeletionVector vector) {
    DeletionVectorDescriptor descriptor =
        new DeletionVectorDescriptor(
            vector.storageType(),
            vector.pathOrInline(),
            vector.offset(),
            vector.size(),
            vector.count());
    if (descriptor.isOnDisk()) {
      Path file = LocalFiles.path(descriptor.getAbsolutePath(folder.toString())).normalize();
      if (!file.startsWith(folder)) {
        throw new ConnectorException(
            DeltaErrorCode.PATH_ESCAPES,
            "table '" + folder + "' has a deletion vector outside of its folder: '" + file + "'");
      }
    }
    Engine engine = new LocalEngine();
    long[] rows;
    try {
      rows =
          DeletionVectorUtils.loadNewDvAndBitmap(engine, folder.toString(), descriptor)
              ._2
              .toArray();
    } catch (RuntimeException e) {
      Optional<String> missing = missingFile(e);
      throw new ConnectorException(
          missing.isPresent() ? DeltaErrorCode.MISSING_FILE : StandardErrorCode.CORRUPT_DATA,
          "a deletion vector of table '"
              + folder
              + "' cannot be read: "
              + missing.map(file -> "'" + file + "' is not there").orElseGet(() -> reason(e)),
          e);
    }
    if (rows.length != vector.count()) {
      throw new ConnectorException(
          StandardErrorCode.CORRUPT_DATA,
          "a deletion vector of table '"
              + folder
              + "' lists "
              + rows.length
              + " rows, the log says "
              + vector.count());
    }
    return rows;
  }

  private void refuseEmptyFiles() {
    for (List<FileStatus> files :
        List.of(snapshot.getLogSegment().getDeltas(), snapshot.getLogSegment().getCheckpoints())) {
      for (FileStatus file : files) {
        // Kernel takes an empty commit for one that changes nothing.
        if (file.getSize() == 0) {
          throw corrupt(folder, LocalFiles.path(file.getPath()).getFileName() + " is empty", null);
        }
      }
    }
  }

  private static <T> T guarded(Path folder, long upTo, Supplier<T> work) {
    try {
      return work.get();
    } catch (ConnectorException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failure(folder, upTo, e);
    }
  }

  private static ConnectorException failure(Path folder, long upTo, RuntimeException e) {
    if (e instanceof UnsupportedTableFeatureException feature) {
      return new ConnectorException(
          StandardErrorCode.UNSUPPORTED_FEATURE,
          "table '"
              + folder
              + "' uses "
              + String.join(", ", feature.getUnsupportedFeatures())
              + ", which this version cannot read; reading on could give wrong rows",
          e);
    }
    if (e instanceof UnsupportedProtocolVersionException protocol) {
      return new ConnectorException(
          StandardErrorCode.UNSUPPORTED_FEATURE,
          "table '"
              + folder
              + "' asks for reader version "
              + protocol.getMinReaderVersion()
              + "; 1 to 3 can be read",
          e);
    }
    try {
      LogFolder log = new LogFolder(folder);
      Optional<String> culprit = log.culprit(upTo);
      if (culprit.isPresent()) {
        return corrupt(folder, culprit.get(), e);
      }
      Optional<String> column = log.voidColumn(upTo);
      if (column.isPresent()) {
        return new ConnectorException(
            StandardErrorCode.UNSUPPORTED_TYPE,
            "column '"
                + column.get()
                + "' of table '"
                + folder
                + "' has the type void, which has no values; drop the column or give it a type",
            e);
      }
    } catch (IOException unreadable) {
      e.addSuppressed(unreadable);
      return unreadable(folder, unreadable);
    }
    Optional<String> missing = missingFile(e);
    if (missing.isPresent()) {
      return new ConnectorException(
          DeltaErrorCode.MISSING_FILE,
          "the log of table '" + folder + "' names '" + missing.get() + "', which is not there",
          e);
    }
    return corrupt(folder, reason(e), e);
  }

  private static ConnectorException corrupt(Path folder, String what, @Nullable Exception cause) {
    String message =
        "the log of table '"
            + folder
            + "' is damaged: "
            + what
            + "; restore the file from a copy, or the table to an older state";
    return cause == null
        ? new ConnectorException(DeltaErrorCode.CORRUPT_LOG, message)
        : new ConnectorException(DeltaErrorCode.CORRUPT_LOG, message, cause);
  }

  private static ConnectorException unreadable(Path folder, IOException e) {
    ErrorCode code =
        e instanceof AccessDeniedException
            ? StandardErrorCode.PERMISSION_DENIED
            : StandardErrorCode.EXTERNAL;
    return new ConnectorException(
        code, "the log of table '" + folder + "' cannot be read: " + reason(e), e);
  }

  private static Optional<String> missingFile(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof NoSuchFileException || at instanceof FileNotFoundException) {
        return Optional.ofNullable(at.getMessage());
      }
    }
    return Optional.empty();
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse(root.getClass().getSimpleName());
  }

  private final class Files implements CloseableIterator<LogFile> {
    private final io.delta.kernel.utils.CloseableIterator<FilteredColumnarBatch> batches;
    private io.delta.kernel.utils.@Nullable CloseableIterator<Row> rows;

    Files(io.delta.kernel.utils.CloseableIterator<FilteredColumnarBatch> batches) {
      this.batches = batches;
    }

    @Override
    public boolean hasNext() {
      return guarded(folder, version(), this::advance);
    }

    private boolean advance() {
      while (rows == null || !rows.hasNext()) {
        if (!batches.hasNext()) {
          return false;
        }
        rows = batches.next().getRows();
      }
      return true;
    }

    @Override
    public LogFile next() {
      if (!hasNext() || rows == null) {
        throw new NoSuchElementException();
      }
      io.delta.kernel.utils.CloseableIterator<Row> current = rows;
      return guarded(folder, version(), () -> logFile(current.next()));
    }

    @Override
    public void close() {
      try {
        batches.close();
      } catch (IOException e) {
        throw unreadable(folder, e);
      }
    }
  }

  private static LogFile logFile(Row row) {
    Row add = row.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
    StructType schema = add.getSchema();
    Map<String, @Nullable String> values =
        new HashMap<>(InternalScanFileUtils.getPartitionValues(row));
    int statistics = InternalScanFileUtils.ADD_FILE_STATS_ORDINAL;
    DeletionVectorDescriptor vector = InternalScanFileUtils.getDeletionVectorDescriptorFromRow(row);
    return new LogFile(
        add.getString(schema.indexOf("path")),
        add.getLong(schema.indexOf("size")),
        values,
        add.isNullAt(statistics) ? Optional.empty() : Optional.of(add.getString(statistics)),
        vector == null
            ? Optional.empty()
            : Optional.of(
                new DeletionVector(
                    vector.getStorageType(),
                    vector.getPathOrInlineDv(),
                    vector.getOffset(),
                    vector.getSizeInBytes(),
                    vector.getCardinality())));
  }
}
