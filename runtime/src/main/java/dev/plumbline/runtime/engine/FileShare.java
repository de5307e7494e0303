package dev.plumbline.runtime.engine;

import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.Part;
import java.nio.file.Path;
import java.util.List;

/** Some of the files of a part, checked to be there. */
record FileShare(Part.Files part, List<LocalFile> files) {
  FileShare {
    files = List.copyOf(files);
  }

  /** A file and the path by which it is read. */
  record LocalFile(DataFile data, Path path) {}

  long bytes() {
    return files.stream().mapToLong(file -> file.data().ref().size()).sum();
  }
}
