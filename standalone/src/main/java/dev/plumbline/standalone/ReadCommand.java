package dev.plumbline.standalone;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.RowStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
      "  plumbline read delta:./table --format jsonl | head"
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
      names = "--labels-as-of",
      paramLabel = "TIME",
      description =
          "Labels from actuals as they were known at an instant: 2026-03-01T00:00:00Z. Replaces"
              + " the dataset's labels_as_of.")
  private @Nullable String labelsAsOf;

  @Option(
      names = "--label-status",
      description =
          "Adds the column label_status: known, pending (the row is younger than its maturity) or"
              + " missing.")
  private boolean labelStatus;

  ReadCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    if (file != null && format != null) {
      throw new UsageException(
          "--to and --format cannot go together: the file's name says its format");
    }
    if (file != null) {
      export(file);
    } else if (format == Format.CSV || format == Format.JSONL) {
      stream(format == Format.CSV ? FileKind.CSV : FileKind.JSON_LINES);
    } else {
      table();
    }
    return ExitCode.PASSED.number();
  }

  private ReadRequest request(OptionalLong most) {
    ReadRequest.Builder request = selection.builder(target, most);
    if (labelsAsOf != null) {
      request.labelsAsOf(Selection.instant("--labels-as-of", labelsAsOf));
    }
    if (labelStatus) {
      request.labelStatus();
    }
    return request.build();
  }

  private void table() throws IOException {
    OptionalLong limit = selection.limit();
    long most = limit.orElse(PREVIEW_ROWS);
    // One row more than shown tells whether there are more.
    ReadRequest request =
        request(limit.isPresent() ? limit : OptionalLong.of(most + 1));
    Rows.Preview preview;
    try (Plumbline plumbline = root.open(target)) {
      preview =
          root.during(
              "reading " + target,
              plumbline,
              (open, progress) -> reading(open, request, rows -> Rows.preview(rows, most)));
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
    ReadRequest request = request(selection.limit());
    try (Plumbline plumbline = root.open(target)) {
      // No progress line: it and the rows may share a terminal.
      root.interruption()
          .during(
              plumbline::cancel,
              () ->
                  reading(
                      plumbline,
                      request,
                      rows -> Rows.toStream(rows, kind, root.terminal().out())));
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

  private void export(Path to) throws IOException {
    long began = System.nanoTime();
    FileKind kind = FileKind.of(to);
    OutputFile output = OutputFile.at(to);
    ReadRequest request = request(selection.limit());
    long[] rows = new long[1];
    long bytes;
    try (Plumbline plumbline = root.open(target)) {
      bytes =
          root.during(
              "reading " + target,
              plumbline,
              (open, progress) ->
                  output.write(
                      root.interruption(),
                      unfinished -> rows[0] = write(open, request, kind, unfinished)));
    }
    root.note(
        "wrote "
            + Units.count(rows[0], "row", "rows")
            + " ("
            + Units.bytes(bytes)
            + ") to "
            + to
            + " in "
            + Units.duration(Duration.ofNanos(System.nanoTime() - began)));
  }

  private static long write(
      Plumbline plumbline, ReadRequest request, FileKind kind, Path unfinished) throws IOException {
    if (kind == FileKind.PARQUET) {
      return plumbline.export(request, unfinished).rows().orElseThrow();
    }
    return reading(plumbline, request, rows -> Rows.toFile(rows, kind, unfinished));
  }
}
