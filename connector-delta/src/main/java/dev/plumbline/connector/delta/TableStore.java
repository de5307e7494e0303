package dev.plumbline.connector.delta;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ErrorCode;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The tables below one folder, and the few that were opened last. Thread-safe. */
final class TableStore {
  private static final int MAX_DEPTH = 4;
  private static final int KEPT_TABLES = 16;

  private final String sourceName;
  private final Path root;
  private final Map<Tokens.Pinned, DeltaTable> opened =
      new LinkedHashMap<>(KEPT_TABLES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tokens.Pinned, DeltaTable> eldest) {
          return size() > KEPT_TABLES;
        }
      };

  TableStore(String sourceName, Path root) {
    this.sourceName = sourceName;
    this.root = root.toAbsolutePath().normalize();
  }

  /** The names of the tables below the source's folder, sorted. */
  List<List<String>> list() {
    if (!Files.isDirectory(root)) {
      throw new ConnectorException(
          StandardErrorCode.NOT_FOUND,
          sourceName + ": the folder '" + root + "' does not exist; correct 'path'");
    }
    if (LogFolder.isTable(root)) {
      return List.of(List.of("."));
    }
    List<List<String>> found = new ArrayList<>();
    walk(root, List.of(), found);
    return found;
  }

  private void walk(Path folder, List<String> above, List<List<String>> found) {
    List<Path> inner = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
      entries.forEach(inner::add);
    } catch (AccessDeniedException e) {
      // A folder that may not be looked into hides its tables, not those beside it.
      return;
    } catch (IOException e) {
      throw new ConnectorException(
          StandardErrorCode.EXTERNAL,
          sourceName + ": the folder '" + folder + "' cannot be listed: " + e.getMessage(),
          e);
    }
    inner.sort(null);
    for (Path entry : inner) {
      String name = String.valueOf(entry.getFileName());
      if (name.startsWith(".") || name.startsWith("_")) {
        continue;
      }
      List<String> path = new ArrayList<>(above);
      path.add(name);
      if (LogFolder.isTable(entry)) {
        found.add(List.copyOf(path));
      } else if (path.size() < MAX_DEPTH && !Files.isSymbolicLink(entry)) {
        walk(entry, path, found);
      }
    }
  }

  /**
   * Finds a table and pins its version.
   *
   * @return empty if nothing has that path
   */
  Optional<DeltaTable> find(Relation relation, AsOf asOf) {
    Path folder = folder(relation);
    if (!Files.exists(folder)) {
      return Optional.empty();
    }
    String name = root.relativize(folder).toString();
    refuseOther(folder);
    return Optional.of(asOf.version().map(v -> open(name, v)).orElseGet(() -> load(name, asOf)));
  }

  /**
   * Opens what was pinned before.
   *
   * @throws ConnectorException with {@link StandardErrorCode#SNAPSHOT_GONE} if it is there no more
   */
  DeltaTable pinned(Tokens.Pinned pinned) {
    try {
      return open(pinned.name(), pinned.version());
    } catch (ConnectorException e) {
      if (e.code() == DeltaErrorCode.VERSION_NOT_FOUND || e.code() == DeltaErrorCode.NOT_A_TABLE) {
        throw new ConnectorException(
            StandardErrorCode.SNAPSHOT_GONE,
            "the planned version is gone: " + e.getMessage() + "; plan again",
            e);
      }
      throw e;
    }
  }

  Path folder(String name) {
    return below(name, name);
  }

  private DeltaTable open(String name, long version) {
    synchronized (opened) {
      DeltaTable known = opened.get(new Tokens.Pinned(name, version));
      if (known != null) {
        return known;
      }
    }
    return load(name, AsOf.version(version));
  }

  private DeltaTable load(String name, AsOf asOf) {
    Path folder = folder(name);
    refuseOther(folder);
    KernelLog log = KernelLog.open(folder, asOf);
    Tokens.Pinned pinned = new Tokens.Pinned(name, log.version());
    synchronized (opened) {
      DeltaTable known = opened.get(pinned);
      if (known != null) {
        return known;
      }
      DeltaTable table = new DeltaTable(name, folder, log);
      opened.put(pinned, table);
      return table;
    }
  }

  private Path folder(Relation relation) {
    if (relation instanceof Relation.Location location) {
      return below(location.glob(), location.glob());
    } else if (relation instanceof Relation.Table table) {
      String given = String.join("/", table.path());
      return below(given, given);
    }
    throw new ConnectorException(
        StandardErrorCode.UNSUPPORTED,
        sourceName
            + ": Delta tables have no query language; give the table's path instead of a query");
  }

  private Path below(String path, String given) {
    if (path.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
      throw escapes(given);
    }
    try {
      Path folder = root.resolve(path).normalize();
      if (folder.startsWith(root)) {
        return folder;
      }
    } catch (InvalidPathException e) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          sourceName + ": '" + given + "' is no path: " + e.getReason(),
          e);
    }
    throw escapes(given);
  }

  private ConnectorException escapes(String given) {
    return new ConnectorException(
        DeltaErrorCode.PATH_ESCAPES,
        sourceName
            + ": '"
            + given
            + "' lies outside of the source's folder '"
            + root
            + "'; give a path below it, or a source with another 'path'");
  }

  private void refuseOther(Path folder) {
    if (LogFolder.isTable(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      ErrorCode code =
          Files.exists(folder) ? DeltaErrorCode.NOT_A_TABLE : StandardErrorCode.SNAPSHOT_GONE;
      throw new ConnectorException(
          code, sourceName + ": '" + folder + "' is no folder; a Delta table is a folder");
    }
    StringJoiner below = new StringJoiner(", ", "; below it lie the tables ", "");
    below.setEmptyValue("; a Delta table is a folder with a _delta_log");
    List<List<String>> found = new ArrayList<>();
    walk(folder, List.of(), found);
    found.stream().limit(5).forEach(path -> below.add(String.join("/", path)));
    throw new ConnectorException(
        DeltaErrorCode.NOT_A_TABLE,
        sourceName + ": '" + folder + "' is no Delta table: it has no _delta_log" + below);
  }
}
