package dev.plumbline.runtime.engine;

import dev.plumbline.spi.Part;
import dev.plumbline.spi.QueryContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/** Divides a statement's inputs among the streams that run it. */
final class Shares {
  // Below this, opening another database costs more than reading.
  private static final long BYTES_WORTH_A_STREAM = 2L << 20;

  private Shares() {}

  /** One list of input shares for each stream. */
  static List<List<InputShare>> of(
      QueryContext q, EngineQuery query, Function<EngineInput, EngineInput.Opened> opened, int threads) {
    List<InputShare> whole = new ArrayList<>();
    for (EngineInput input : query.inputs()) {
      List<FileShare> files = new ArrayList<>();
      List<Part.Batches> batches = new ArrayList<>();
      EngineInput.Opened rows = opened.apply(input);
      for (Part part : rows.parts()) {
        if (part instanceof Part.Files some) {
          files.add(LocalFiles.list(q, rows.reader(), some));
        } else if (part instanceof Part.Batches some) {
          batches.add(some);
        }
      }
      whole.add(new InputShare(input, rows.reader(), files, batches));
    }
    return query.distribution() == EngineQuery.Distribution.ROWWISE
        ? divide(whole.get(0), threads)
        : List.of(whole);
  }

  private static List<List<InputShare>> divide(InputShare whole, int threads) {
    int forFiles = whole.batches().isEmpty() ? threads : threads - 1;
    long bytes = whole.files().stream().mapToLong(FileShare::bytes).sum();
    long streams =
        Math.min(
            Math.min(forFiles, whole.localFiles().count()),
            Math.max(1, bytes / BYTES_WORTH_A_STREAM));
    if (streams < 1 || (streams == 1 && whole.batches().isEmpty())) {
      return List.of(List.of(whole));
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      bins.add(new Bin());
    }
    // The largest first, each to the stream that has least: the streams end at about the same time.
    PriorityQueue<Bin> least = new PriorityQueue<>(Comparator.comparingLong(bin -> bin.bytes));
    least.addAll(bins);
    whole.files().stream()
        .flatMap(share -> share.files().stream().map(file -> Map.entry(share.part(), file)))
        .sorted(Comparator.comparingLong(entry -> -entry.getValue().data().ref().size()))
        .forEach(
            entry -> {
              Bin bin = least.remove();
              bin.add(entry.getKey(), entry.getValue());
              least.add(bin);
            });
    List<List<InputShare>> shares = new ArrayList<>();
    for (Bin bin : bins) {
      shares.add(List.of(new InputShare(whole.input(), whole.reader(), bin.shares(), List.of())));
    }
    if (!whole.batches().isEmpty()) {
      shares.add(List.of(new InputShare(whole.input(), whole.reader(), List.of(), whole.batches())));
    }
    return shares;
  }

  private static final class Bin {
    private final Map<Part.Files, List<FileShare.LocalFile>> files = new LinkedHashMap<>();
    private long bytes;

    void add(Part.Files part, FileShare.LocalFile file) {
      files.computeIfAbsent(part, any -> new ArrayList<>()).add(file);
      // A file costs something even if it is empty.
      bytes += file.data().ref().size() + 4_096;
    }

    List<FileShare> shares() {
      return files.entrySet().stream()
          .map(entry -> new FileShare(entry.getKey(), entry.getValue()))
          .toList();
    }
  }
}
