package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong is told in one block, with the right exit code, and leaves nothing behind. */
class BadInputIT {
  private static final int USAGE = 2;
  private static final int FAILED = 3;
  private static final String CANARY = "swordfish-7301";
  private static final String GOOD =
      """
      version: 1
      sources:
        lake: {connector: delta, path: ./lake}
      models:
        churn:
          version: v1
          type: binary
          features: {tenure: numeric}
          predictions: {will_churn: boolean}
          serving: {source: lake, path: serving, id_column: id, timestamp_column: ts}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void hasAFileThatWouldBeRead() throws IOException {
    Files.writeString(folder.resolve("good.yaml"), GOOD);
  }

  private CommandLine.Result run(String... arguments) {
    return CommandLine.in(folder).with("CANARY", CANARY).run(arguments);
  }

  private static String quickstart() {
    return Distribution.QUICKSTART_FILE.toString();
  }

  /** A command that can never succeed, and what its error must name. */
  private record Misuse(String names, List<String> command) {
    @Override
    public String toString() {
      return String.join(" ", command);
    }
  }

  private static Misuse misuse(String names, String... command) {
    return new Misuse(names, List.of(command));
  }

  static Stream<Misuse> misuses() {
    return Stream.of(
        misuse("'frobnicate'", "frobnicate"),
        misuse("'--frob'", "connectors", "--frob"),
        misuse("DATASET_OR_LOCATION", "read"),
        misuse("plumbline.yaml", "validate"),
        misuse("nowhere.yaml", "validate", "-c", "nowhere.yaml"),
        misuse("folder", "validate", "-c", "."),
        misuse("'churn.serving'", "validate", "-c", "good.yaml", "churn.servin"),
        misuse("'lake'", "discover", "-c", "good.yaml", "lak"),
        misuse("'hive'", "read", "hive:./table"),
        misuse("'hive'", "connectors", "describe", "hive"),
        misuse("nowhere", "read", "delta:./nowhere"),
        misuse("_delta_log", "read", "delta:."),
        misuse("serving", "read", "-c", "good.yaml", "churn.serving"),
        misuse("'no_such'", "read", "-c", quickstart(), "churn.serving", "--columns", "no_such"),
        misuse("'no_such'", "plan", "-c", quickstart(), "churn.serving", "--where", "no_such = 1"),
        misuse(">>", "read", "-c", quickstart(), "churn.serving", "--where", "a >> 1"),
        misuse("'1'", "read", "-c", quickstart(), "churn.serving", "--where", "1"),
        misuse("--where", "read", "-c", quickstart(), "churn.serving", "--where"),
        misuse("--limit", "read", "delta:.", "--limit", "-1"),
        misuse("--from", "read", "delta:.", "--from", "yesterday"),
        misuse("--to-time", "read", "delta:.", "--from", "2026-02-02", "--to-time", "2026-02-01"),
        misuse("--output", "validate", "--output", "xml"),
        misuse("'rows.xls'", "read", "delta:.", "--to", "rows.xls"),
        misuse("nowhere", "read", "delta:.", "--to", "nowhere/rows.csv"),
        misuse("--connectors", "connectors", "--connectors", "nowhere"),
        misuse("--secrets-dir", "validate", "-c", "good.yaml", "--secrets-dir", "nowhere"));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void namesWhatWasMisused(Misuse misuse) throws IOException {
    String error = run(misuse.command().toArray(String[]::new)).error(USAGE);

    assertThat(error).contains(misuse.names());
    assertThat(names()).containsExactly("good.yaml");
  }

  /** A configuration that differs from the good one in one place. */
  private record Fault(String names, String there, String instead) {
    String configuration() {
      String changed = GOOD.replace(there, instead);
      if (changed.equals(GOOD)) {
        throw new IllegalStateException("'" + there + "' is not in the configuration");
      }
      return changed;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault("'sources.lake.path'", "path: ./lake", ""),
        new Fault("bad.yaml:1:10", "version: 1", "version: one"),
        new Fault("bad.yaml:6:", "version: v1", "version: [v1]"),
        new Fault("bad.yaml:7:", "type: binary", "type: bianry"),
        new Fault("bad.yaml:8:", "{tenure: numeric}", "null"),
        new Fault("bad.yaml:10:", "source: lake,", "source: lak,"),
        new Fault("bad.yaml:6:", "models:\n", "models: [\n"),
        new Fault("bad.yaml:7:", "version: v1\n", "version: v1\n    version: v2\n"),
        new Fault("bad.yaml:3:", "path: ./lake", "path: &a ./lake"),
        new Fault("bad.yaml:3:", "path: ./lake", "path: !!java.io.File ./lake"),
        new Fault("bad.yaml:11:", "timestamp_column: ts}\n", "timestamp_column: ts}\n---\na: 1\n"),
        new Fault("bad.yaml:3:", "  lake:", "\tlake:"),
        new Fault("${env:UNSET}", "path: ./lake", "path: '${env:UNSET}'"),
        new Fault("secret.txt", "path: ./lake", "path: '${file:secret.txt}'"),
        new Fault("bad.yaml:3:", "path: ./lake", "path: '${file:/etc/hostname}'"),
        new Fault("bad.yaml:3:", "path: ./lake", "path: '" + "[".repeat(17_000) + "'"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void namesWhatIsConfiguredWrong(Fault fault) throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), fault.configuration());

    String error = run("validate", "-c", "bad.yaml").error(USAGE);

    assertThat(error).contains("bad.yaml:", fault.names());
    assertThat(error.lines().count()).isEqualTo(1);
  }

  @Test
  void namesEveryProblemAtOnce() throws IOException {
    Files.writeString(
        folder.resolve("bad.yaml"),
        GOOD.replace("connector: delta", "connector: delta, frob: 1")
            .replace("type: binary", "type: bianry")
            .replace("source: lake", "source: pond"));

    String error = run("plan", "-c", "bad.yaml", "churn.serving").error(USAGE);

    assertThat(error).contains("3 problems", "bad.yaml:3:", "bad.yaml:7:", "bad.yaml:10:");
  }

  @Test
  void refusesAConfigurationThatIsNoText() throws IOException {
    Files.write(folder.resolve("bad.yaml"), GOOD.getBytes(StandardCharsets.UTF_16LE));

    assertThat(run("validate", "-c", "bad.yaml").error(USAGE)).contains("bad.yaml", "UTF-8");
  }

  @Test
  void refusesDeepNestingWithoutOverflowing() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), ("[".repeat(10_000) + "\n").repeat(5));

    assertThat(run("validate", "-c", "bad.yaml").error(USAGE)).contains("bad.yaml");
  }

  /** Tables that Spark wrote and somebody damaged. */
  @ParameterizedTest
  @ValueSource(strings = {"corrupt_commit", "missing_commit", "missing_data_file"})
  void tellsHowATableIsDamaged(String table) {
    String location = "delta:" + GoldenTables.FOLDER.resolve(table);

    assertThat(run("read", location, "--to", "rows.csv").error(FAILED)).contains(table);
    assertThat(names()).containsExactly("good.yaml");
  }

  /** What can happen to a Parquet file that the log says is there. */
  private enum Damage {
    TORN {
      @Override
      void to(RandomAccessFile file) throws IOException {
        file.setLength(file.length() / 2);
      }
    },
    WITHOUT_MAGIC {
      @Override
      void to(RandomAccessFile file) throws IOException {
        file.seek(file.length() - 4);
        file.write("PARX".getBytes(StandardCharsets.US_ASCII));
      }
    },
    FOOTER_LONGER_THAN_THE_FILE {
      @Override
      void to(RandomAccessFile file) throws IOException {
        file.seek(file.length() - 8);
        file.write(new byte[] {-1, -1, -1, 127});
      }
    },
    EMPTY {
      @Override
      void to(RandomAccessFile file) throws IOException {
        file.setLength(0);
      }
    };

    abstract void to(RandomAccessFile file) throws IOException;
  }

  static Stream<Damage> damages() {
    return Stream.of(Damage.values());
  }

  @ParameterizedTest
  @MethodSource("damages")
  void tellsWhichParquetFileIsDamaged(Damage damage) throws IOException {
    Path table =
        Distribution.copy(
            Distribution.QUICKSTART.resolve("data/training"), folder.resolve("table"));
    Path victim;
    try (Stream<Path> files = Files.list(table)) {
      victim = files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList().get(1);
    }
    try (RandomAccessFile file = new RandomAccessFile(victim.toFile(), "rw")) {
      damage.to(file);
    }

    for (String output : List.of("rows.csv", "rows.parquet")) {
      assertThat(run("read", "delta:table", "--to", output).error(FAILED))
          .contains(victim.getFileName().toString());
    }
    assertThat(names()).containsExactly("good.yaml", "table");
  }

  @Test
  void refusesFilesOutsideOfTheTable() throws IOException {
    Path table =
        Distribution.copy(
            Distribution.QUICKSTART.resolve("data/training"), folder.resolve("table"));
    Files.writeString(folder.resolve("secret.parquet"), CANARY);
    Files.writeString(
        table.resolve("_delta_log/00000000000000000001.json"),
        "{\"add\":{\"path\":\"../secret.parquet\",\"partitionValues\":{},\"size\":14,"
            + "\"modificationTime\":0,\"dataChange\":true}}\n");

    assertThat(run("read", "delta:table").error(USAGE)).contains("'../secret.parquet'");
  }

  @Test
  void tellsThatAFolderCannotBeWritten() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    // Whoever is root may write everywhere.
    assumeThat(Files.isWritable(closed)).isFalse();

    String error =
        run("read", "delta:" + GoldenTables.FOLDER.resolve("types_reader1"), "--to", "closed/x.csv")
            .error(FAILED);
    assertThat(error).contains("closed");
  }

  @Test
  void tellsThatTheTargetIsNoRegularFile() throws IOException {
    Files.createDirectory(folder.resolve("rows.csv"));

    assertThat(run("read", "delta:table", "--to", "rows.csv").error(USAGE)).contains("'rows.csv'");
  }

  @Test
  void keepsTheFileThatIsThereWhenAReadFails() throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), "kept\n");

    run("read", "delta:" + GoldenTables.FOLDER.resolve("missing_data_file"), "--to", "rows.csv")
        .error(FAILED);

    assertThat(file).hasContent("kept");
    assertThat(names()).containsExactly("good.yaml", "rows.csv");
  }

  @Test
  void reportsASourceThatCannotBeReadWithTheOthers() {
    CommandLine.Result result =
        run("validate", "-c", "good.yaml", "--output", "json").ended(FAILED);

    assertThat(result.err()).isEmpty();
    assertThat(result.json().at("/datasets/0/checks/0/code").asText()).isEqualTo("SOURCE_READABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta:./nowhere", "delta:corrupt_commit"})
  void showsTheStackTraceWhenAsked(String location) {
    Distribution.copy(
        GoldenTables.FOLDER.resolve("corrupt_commit"), folder.resolve("corrupt_commit"));

    CommandLine.Result result = run("read", location, "--debug");

    assertThat(result.code()).isIn(USAGE, FAILED);
    assertThat(result.err()).contains("error: ", "\n\tat dev.plumbline.");
  }

  static Stream<String> secretPlaces() {
    return Stream.of(
        GOOD.replace("path: ./lake", "path: ./lake, password: " + CANARY),
        GOOD.replace("path: ./lake", "path: ./lake, password: '${env:CANARY}'"),
        GOOD.replace("path: ./lake", "path: ./lake, password: '${file:secret.txt}'"),
        GOOD.replace("path: ./lake", "path: {password: " + CANARY + "}"),
        GOOD.replace("path: ./lake", "path: ['${env:CANARY}']"),
        GOOD.replace("connector: delta", "connector: '${env:CANARY}'"),
        GOOD.replace("type: binary", "type: '${env:CANARY}'"),
        GOOD.replace("source: lake", "source: '${file:secret.txt}'"),
        GOOD.replace("version: 1\n", "version: '${env:CANARY}'\n"),
        GOOD.replace("timestamp_column: ts}", "timestamp_column: ts, timezone: '${env:CANARY}'}"));
  }

  @ParameterizedTest
  @MethodSource("secretPlaces")
  void printsNoSecretWhateverIsWrongAroundIt(String configuration) throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), configuration);
    Files.writeString(folder.resolve("secret.txt"), CANARY + "\n");

    CommandLine.Result result = run("validate", "-c", "bad.yaml", "--debug");

    assertThat(result.ended(USAGE).err()).contains("bad.yaml").doesNotContain(CANARY);
    assertThat(result.out()).doesNotContain(CANARY);
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.map(file -> file.getFileName().toString()).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
