package dev.plumbline.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the command line of the runner says.
 *
 * @param data the folder of the generated tables
 * @param rows how many rows the table has
 * @param runs how many runs are measured after the warm-up
 * @param peers who runs
 * @param workloads what is run
 */
record Options(Path data, long rows, int runs, List<PeerKind> peers, List<Workload> workloads) {
  static final String USAGE =
      """
      Usage: java -jar benchmarks.jar [--data FOLDER] [--rows N] [--runs N]
                                      [--peers NAME,...] [--workloads NAME,...]

        --data       where the tables are generated and kept; a temporary folder by default
        --rows       rows of the table; 20000000 by default
        --runs       measured runs of each peer after one warm-up; 3 by default
        --peers      plumbline, plumbline-unpushed, hand-written, duckdb-streamed,
                     duckdb-materialised, kernel, standalone
        --workloads  scan, group-by, filtered-count: readers of a Delta table;
                     files-select, sql-select, sql-group-by, sql-join: with and without push-down
      """;

  Options {
    peers = List.copyOf(peers);
    workloads = List.copyOf(workloads);
  }

  static Options parse(List<String> args) {
    Path data = Path.of(System.getProperty("java.io.tmpdir"), "plumbline-benchmarks");
    long rows = 20_000_000;
    int runs = 3;
    List<PeerKind> peers = List.of(PeerKind.values());
    List<Workload> workloads = List.of(Workload.values());
    for (int i = 0; i < args.size(); i += 2) {
      if (i + 1 == args.size()) {
        throw new IllegalArgumentException("'" + args.get(i) + "' has no value");
      }
      String value = args.get(i + 1);
      switch (args.get(i)) {
        case "--data" -> data = Path.of(value);
        case "--rows" -> rows = positive(value);
        case "--runs" -> runs = Math.toIntExact(positive(value));
        case "--peers" -> peers = names(value).stream().map(PeerKind::valueOf).distinct().toList();
        case "--workloads" ->
            workloads = names(value).stream().map(Workload::valueOf).distinct().toList();
        default -> throw new IllegalArgumentException("unknown option '" + args.get(i) + "'");
      }
    }
    return new Options(data.toAbsolutePath().normalize(), rows, runs, peers, workloads);
  }

  private static long positive(String value) {
    long number = Long.parseLong(value);
    if (number < 1) {
      throw new IllegalArgumentException("'" + value + "' is not 1 or more");
    }
    return number;
  }

  private static List<String> names(String value) {
    return Arrays.stream(value.toUpperCase(Locale.ROOT).replace('-', '_').split(",", -1)).toList();
  }
}
