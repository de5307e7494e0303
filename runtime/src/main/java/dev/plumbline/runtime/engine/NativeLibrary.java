package dev.plumbline.runtime.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.duckdb.DuckDBDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps DuckDB's native library in a folder, so that its 60 MB are unpacked once and not at each
 * start.
 */
final class NativeLibrary {
  private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);
  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private NativeLibrary() {}

  /** The library's file in the folder; empty where DuckDB has to find it in its own way. */
  static Optional<Path> unpacked(Path folder) {
    Optional<String> name = resourceName();
    URL url = name.map(DuckDBDriver.class::getResource).orElse(null);
    if (url == null) {
      return Optional.empty();
    }
    try {
      return unpacked(folder.toAbsolutePath(), url);
    } catch (IOException | UncheckedIOException | SecurityException e) {
      log.debug("no cache for the native library in {}", folder, e);
      return Optional.empty();
    }
  }

  /** The name by which DuckDB looks for its library, from the root of the class path. */
  static Optional<String> resourceName() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch =
        switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
          case "x86_64", "amd64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          default -> "";
        };
    if (os.startsWith("mac")) {
      return Optional.of("/libduckdb_java.so_osx_universal");
    }
    return os.startsWith("linux") && !arch.isEmpty()
        ? Optional.of("/libduckdb_java.so_linux_" + arch)
        : Optional.empty();
  }

  private static Optional<Path> unpacked(Path folder, URL url) throws IOException {
    URLConnection connection = url.openConnection();
    if (!(connection instanceof JarURLConnection inJar)) {
      return Optional.empty();
    }
    // Without the cache of jar files, closing this one leaves those of other users alone.
    inJar.setUseCaches(false);
    try (JarFile jar = inJar.getJarFile()) {
      JarEntry entry = inJar.getJarEntry();
      Path file = folder.resolve(fileName(jar, entry));
      createPrivateFolder(folder);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || Files.size(file) != entry.getSize()) {
        unpack(jar, entry, file);
      }
      return isOurs(folder) && isOurs(file) ? Optional.of(file) : Optional.empty();
    }
  }

  private static String fileName(JarFile jar, JarEntry entry) throws IOException {
    Manifest manifest = jar.getManifest();
    Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
    String version = attributes.getValue("Bundle-Version");
    String base = Path.of(entry.getName()).getFileName().toString();
    return base.substring(base.lastIndexOf(".so_") + ".so_".length())
        + "-"
        + (version == null ? "unknown" : version.replaceAll("[^0-9A-Za-z.]", "_"))
        + "-"
        + entry.getSize()
        + "-"
        + HexFormat.of().toHexDigits((int) entry.getCrc())
        + ".so";
  }

  private static void createPrivateFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getParent() != null) {
      Files.createDirectories(folder.getParent());
    }
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) == null) {
      Files.createDirectories(folder);
    } else {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static void unpack(JarFile jar, JarEntry entry, Path file) throws IOException {
    Path temporary = Files.createTempFile(file.getParent(), "unpacking", ".tmp");
    try {
      CRC32 crc = new CRC32();
      try (InputStream in = new CheckedInputStream(jar.getInputStream(entry), crc)) {
        Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      if (Files.size(temporary) != entry.getSize() || crc.getValue() != entry.getCrc()) {
        throw new IOException("the library in " + jar.getName() + " does not match its checksum");
      }
      // Renamed only when the bytes are on disk: a crash must not leave a file of the right length.
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Code is loaded only from what nobody else could have written. */
  private static boolean isOurs(Path path) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return true;
    }
    PosixFileAttributes attributes = view.readAttributes();
    String user = System.getProperty("user.name", "");
    return attributes.owner().getName().equals(user)
        && attributes.permissions().stream().noneMatch(WRITABLE_BY_OTHERS::contains);
  }
}
