package dev.plumbline.runtime.engine;

import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import java.util.List;
import java.util.stream.Stream;

/** What one stream reads of an input. */
record InputShare(
    EngineInput input, PartReader reader, List<FileShare> files, List<Part.Batches> batches) {
  InputShare {
    files = List.copyOf(files);
    batches = List.copyOf(batches);
  }

  Stream<FileShare.LocalFile> localFiles() {
    return files.stream().flatMap(share -> share.files().stream());
  }
}
