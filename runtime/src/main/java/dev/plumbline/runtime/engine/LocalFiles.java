package dev.plumbline.runtime.engine;

import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.Deletes;
import dev.plumbline.spi.FileRef;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.Token;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lists the files of a part and checks that each is the one that was planned. */
final class LocalFiles {
  // Two letters at least: a drive is no scheme.
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private LocalFiles() {}

  static FileShare list(QueryContext q, PartReader reader, Part.Files part) {
    List<FileShare.LocalFile> files = new ArrayList<>();
    long rows = 0;
    boolean exact = true;
    try (CloseableIterator<DataFile> listing = reader.files(q, part)) {
      while (listing.hasNext()) {
        if (q.isCancelled()) {
          throw new ConnectorException(StandardErrorCode.CANCELLED, "the query was cancelled");
        }
        DataFile file = listing.next();
        files.add(new FileShare.LocalFile(file, checked(file.ref())));
        exact &= file.rows().isPresent();
        rows += file.rows().orElse(0);
        if (file.deletes().orElse(null) instanceof Deletes.Positions positions) {
          rows -= positions.count();
        }
      }
    }
    if (exact && part.exactRows().isPresent() && part.exactRows().getAsLong() != rows) {
      throw new ConnectorException(
          StandardErrorCode.CORRUPT_DATA,
          "engine: a part was planned with "
              + part.exactRows().getAsLong()
              + " rows, its "
              + files.size()
              + " files have "
              + rows
              + "; read the table again");
    }
    return new FileShare(part, files);
  }

  private static Path checked(FileRef ref) {
    Path path = path(ref);
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new ConnectorException(
          StandardErrorCode.SNAPSHOT_GONE,
          "engine: file '" + path + "' is missing; it was there when the read was planned",
          e);
    } catch (IOException e) {
      throw new ConnectorException(
          StandardErrorCode.EXTERNAL, "engine: file '" + path + "' cannot be read: " + e, e);
    }
    if (!attributes.isRegularFile()) {
      throw new ConnectorException(
          StandardErrorCode.CORRUPT_DATA, "engine: '" + path + "' is no file");
    }
    if (attributes.size() != ref.size()) {
      throw new ConnectorException(
          StandardErrorCode.CORRUPT_DATA,
          "engine: file '"
              + path
              + "' has "
              + attributes.size()
              + " bytes, expected "
              + ref.size()
              + "; it was cut off or replaced after it was written");
    }
    return path;
  }

  private static Path path(FileRef ref) {
    String location = ref.location();
    if (location.startsWith("file:")) {
      location = location.substring("file:".length()).replaceFirst("^/{2,}", "/");
    } else if (!ref.storage().equals(Token.EMPTY)
        || (SCHEME.matcher(location).matches() && !Files.exists(Path.of(location)))) {
      throw new ConnectorException(
          StandardErrorCode.UNSUPPORTED,
          "engine: '" + location + "' is not on local disk; only local files can be read");
    }
    try {
      return FileSystems.getDefault().getPath(location).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new ConnectorException(
          StandardErrorCode.NOT_FOUND, "engine: '" + location + "' is no path", e);
    }
  }
}
