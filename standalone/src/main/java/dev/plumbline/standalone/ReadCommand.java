package dev.plumbline.standalone;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.ReadStamp;
import dev.plumbline.runtime.RowStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads rows. */
@Command(
    name = "read",
    description = "Read rows: as a table, as text on standard output, or into a file.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline read churn.serving --from 2026-02-20 --limit 5",
      "  plumbline read delta:./table --where \"amount > 100\" --to out.parquet",
      "  plumbline read delta:./table --format jsonl | head",
      "  plumbline read churn.serving --watermark serving.json --lag 1h --to new.parquet"
    })
final class ReadCommand implements Callable<Integer> {
  /** How rows look on standard output. */
  enum Format {
    TABLE,
    CSV,
    JSONL
  }

  private static final long PREVIEW_ROWS = 20;

  private final RootCommand root;

  @Mixin private Selection selection = new Selection();

  @Parameters(
      paramLabel = "DATASET_OR_LOCATION",
      description = "Such as churn.serving, or CONNECTOR:LOCATION such as delta:./table.")
  private String target = "";

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "A file to write: .csv, .jsonl, .arrow or .parquet. It appears when it is complete.")
  private @Nullable Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "On standard output: table (the first 20 rows unless --limit says more), csv or jsonl"
              + " (all rows). Default: table.")
  private @Nullable Format format;

  @Option(
      names = "--watermark",
      paramLabel = "FILE",
      description =
          "Read only what is new since the last read with this file, and note in it how far that"
              + " was. Needs --to.")
  private @Nullable Path watermark;

  @Option(
      names = "--lag",
      paramLabel = "DURATION",
      description =
          "With --watermark, how far to stay behind now, such as 1h: rows that arrive later than"
              + " that with an older time are missed. Default: 0s.")
  private @Nullable String lag;

  @Option(
      names = "--stamp",
      paramLabel = "FILE",
      description = "A file for what was read: the sources' states, a hash and the rows, as JSON.")
  private @Nullable Path stamp;

  ReadCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    if (file != null && format != null) {
      throw new UsageException(
          "--to and --format cannot go together: the file's name says its format");
    }
    requireSeries();
    if (file != null) {
      export(file);
    } else if (format == Format.CSV || format == Format.JSONL) {
      stream(format == Format.CSV ? FileKind.CSV : FileKind.JSON_LINES);
    } else {
      table();
    }
    return ExitCode.PASSED.number();
  }

  private void requireSeries() {
    if (watermark == null) {
      if (lag != null) {
        throw new UsageException("--lag needs --watermark");
      }
      return;
    }
    if (file == null) {
      throw new UsageException(
          "--watermark needs --to: how far was read counts once the rows are in a file");
    }
    selection
        .seriesOption()
        .ifPresent(
            option -> {
              throw new UsageException(
                  option + " cannot go with --watermark, which sets the range itself");
            });
  }

  private void table() throws IOException {
    OptionalLong limit = selection.limit();
    long most = limit.orElse(PREVIEW_ROWS);
    // One row more than shown tells whether there are more.
    ReadRequest request =
        selection.request(target, limit.isPresent() ? limit : OptionalLong.of(most + 1));
    Optional<OutputFile> stamped = stampFile();
    Rows.Preview preview;
    try (Plumbline plumbline = root.open(target)) {
      preview =
          root.during(
              "reading " + target,
              plumbline,
              (open, progress) ->
                  reading(
                      open,
                      request,
                      rows -> {
                        Rows.Preview shown = Rows.preview(rows, most);
                        stamp(stamped, rows.stamp());
                        return shown;
                      }));
    }
    Style style = root.outStyle();
    String rows = Units.count(preview.rows(), "row", "rows");
    root.print(
        preview.table().text(style)
            + style.paint(
                Style.Paint.DIM,
                preview.more()
                    ? rows + " shown, there are more; --limit N shows more, --to FILE writes all"
                    : rows)
            + "\n");
  }

  private void stream(FileKind kind) throws IOException {
    ReadRequest request = selection.request(target);
    Optional<OutputFile> stamped = stampFile();
    try (Plumbline plumbline = root.open(target)) {
      // No progress line: it and the rows may share a terminal.
      root.interruption()
          .during(
              plumbline::cancel,
              () ->
                  reading(
                      plumbline,
                      request,
                      rows -> {
                        long count = Rows.toStream(rows, kind, root.terminal().out());
                        stamp(stamped, rows.stamp());
                        return count;
                      }));
    }
  }

  /** What is done with rows. */
  private interface Use<T> {
    T of(RowStream rows) throws IOException;
  }

  private static <T> T reading(Plumbline plumbline, ReadRequest request, Use<T> use)
      throws IOException {
    try (RowStream rows = plumbline.read(request)) {
      return use.of(rows);
    }
  }

  private Optional<OutputFile> stampFile() {
    return stamp == null ? Optional.empty() : Optional.of(OutputFile.at(stamp, "--stamp"));
  }

  private void stamp(Optional<OutputFile> to, ReadStamp read) {
    to.ifPresent(output -> StampView.write(output, root.interruption(), read));
  }

  private void export(Path to) throws IOException {
    long began = System.nanoTime();
    FileKind kind = FileKind.of(to);
    OutputFile output = OutputFile.at(to);
    Optional<OutputFile> stamped = stampFile();
    Optional<Increment> increment =
        watermark == null
            ? Optional.empty()
            : Optional.of(
                Increment.after(
                    watermark, lag == null ? Duration.ZERO : Increment.lag(lag), Instant.now()));
    ReadRequest request =
        increment.map(i -> i.request(selection, target)).orElseGet(() -> selection.request(target));
    long[] bytes = new long[1];
    ReadStamp read;
    try (Plumbline plumbline = root.open(target)) {
      read =
          root.during(
              "reading " + target,
              plumbline,
              (open, progress) -> {
                ReadStamp[] done = new ReadStamp[1];
                increment.ifPresent(i -> i.requireSame(open.prepare(request)));
                bytes[0] =
                    output.write(
                        root.interruption(),
                        unfinished -> done[0] = write(open, request, kind, unfinished));
                stamp(stamped, done[0]);
                increment.ifPresent(i -> i.done(done[0]));
                return done[0];
              });
    }
    root.note(
        "wrote "
            + Units.count(read.rows().orElse(0), "row", "rows")
            + " ("
            + Units.bytes(bytes[0])
            + ") to "
            + to
            + " in "
            + Units.duration(Duration.ofNanos(System.nanoTime() - began)));
  }

  private static ReadStamp write(
      Plumbline plumbline, ReadRequest request, FileKind kind, Path unfinished) throws IOException {
    if (kind == FileKind.PARQUET) {
      return plumbline.export(request, unfinished);
    }
    return reading(
        plumbline,
        request,
        rows -> {
          Rows.toFile(rows, kind, unfinished);
          return rows.stamp();
        });
  }
}
