package dev.plumbline.connector.delta;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Local disk for Kernel, to read only.
 *
 * <p>Not Hadoop's file system: that one checks side files ({@code .name.crc}) which may be stale,
 * logs in a user through an API that newer Java versions no longer have, and reads its
 * configuration at each start.
 */
final class LocalFiles implements FileIO {
  static Path path(String location) {
    return Path.of(
        location.startsWith("file:") ? location.replaceFirst("^file:/+", "/") : location);
  }

  @Override
  public CloseableIterator<FileStatus> listFrom(String from) throws IOException {
    Path start = path(from);
    Path folder = start.getParent();
    Path first = start.getFileName();
    if (folder == null || first == null) {
      throw new IOException("'" + from + "' names no file");
    }
    List<FileStatus> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, entry -> name(entry).compareTo(first.toString()) >= 0)) {
      for (Path entry : entries) {
        found.add(status(entry));
      }
    }
    found.sort(Comparator.comparing(FileStatus::getPath));
    Iterator<FileStatus> inner = found.iterator();
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return inner.hasNext();
      }

      @Override
      public FileStatus next() {
        return inner.next();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public FileStatus getFileStatus(String location) throws IOException {
    return status(path(location));
  }

  @Override
  public String resolvePath(String location) {
    return path(location).toAbsolutePath().normalize().toString();
  }

  @Override
  public InputFile newInputFile(String location, long size) {
    Path file = path(location);
    return new InputFile() {
      @Override
      public long length() {
        return size;
      }

      @Override
      public String path() {
        return file.toString();
      }

      @Override
      public SeekableInputStream newStream() throws IOException {
        return new Stream(Files.newByteChannel(file), file);
      }
    };
  }

  @Override
  public boolean mkdirs(String location) {
    throw readOnly(location);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    throw readOnly(location);
  }

  @Override
  public boolean delete(String location) {
    throw readOnly(location);
  }

  @Override
  public void copyFileAtomically(String from, String to, boolean overwrite) {
    throw readOnly(to);
  }

  @Override
  public Optional<String> getConf(String key) {
    return Optional.empty();
  }

  private static UnsupportedOperationException readOnly(String location) {
    return new UnsupportedOperationException("'" + location + "' is only read");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static FileStatus status(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    return FileStatus.of(file.toString(), found.size(), found.lastModifiedTime().toMillis());
  }

  private static final class Stream extends SeekableInputStream {
    private final SeekableByteChannel channel;
    private final Path file;

    Stream(SeekableByteChannel channel, Path file) {
      this.channel = channel;
      this.file = file;
    }

    @Override
    public long getPos() throws IOException {
      return channel.position();
    }

    @Override
    public void seek(long position) throws IOException {
      channel.position(position);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return length == 0 ? 0 : channel.read(ByteBuffer.wrap(into, offset, length));
    }

    @Override
    public void readFully(byte[] into, int offset, int length) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(into, offset, length);
      while (rest.hasRemaining()) {
        if (channel.read(rest) < 0) {
          throw new EOFException("'" + file + "' ends " + rest.remaining() + " bytes too early");
        }
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
