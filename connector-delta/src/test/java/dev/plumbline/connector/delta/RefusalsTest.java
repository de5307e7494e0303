package dev.plumbline.connector.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.Deletes;
import dev.plumbline.spi.ErrorCode;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalsTest {
  private static final QueryContext QUERY = Golden.QUERY;

  @TempDir private Path folder;

  private static ConnectorException failure(Path root, String table, Map<String, ?> options) {
    return catchThrowableOfType(
        ConnectorException.class,
        () -> {
          try (Connector connector = Golden.connector(root);
              ReadSession session = connector.begin(QUERY)) {
            Golden.files(session, Golden.plan(session, Golden.resolve(session, table, options)));
          }
        });
  }

  private static void assertRefused(
      Path root, String table, Map<String, ?> options, ErrorCode code, String... said) {
    ConnectorException failure = failure(root, table, options);
    assertThat(failure).isNotNull();
    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
    assertThat(failure.getMessage()).contains(said).doesNotContain("\n");
  }

  private void assertDamaged(String table, String... said) {
    assertRefused(folder, table, Map.of(), DeltaErrorCode.CORRUPT_LOG, said);
  }

  @Test
  void refusesAVariantColumnByName() {
    assertRefused(
        Golden.FOLDER, "variant", Map.of(), StandardErrorCode.UNSUPPORTED_TYPE, "'v'", "variant");
  }

  @Test
  void refusesAVoidColumnByName() {
    assertRefused(
        Golden.FOLDER,
        "void_column",
        Map.of(),
        StandardErrorCode.UNSUPPORTED_TYPE,
        "'nothing'",
        "void");
  }

  @Test
  void refusesAnUnknownReaderFeatureByName() {
    assertRefused(
        Golden.FOLDER,
        "unknown_reader_feature",
        Map.of(),
        StandardErrorCode.UNSUPPORTED_FEATURE,
        "somethingNew");
  }

  @Test
  void refusesAnUnknownReaderVersion() {
    assertRefused(
        Golden.FOLDER,
        "unknown_reader_version",
        Map.of(),
        StandardErrorCode.UNSUPPORTED_FEATURE,
        "99");
  }

  @Test
  void namesTheCommitThatIsCutOff() {
    assertRefused(
        Golden.FOLDER,
        "corrupt_commit",
        Map.of(),
        DeltaErrorCode.CORRUPT_LOG,
        "00000000000000000001.json",
        "line ");
  }

  @Test
  void namesTheCommitThatIsMissing() {
    assertRefused(
        Golden.FOLDER,
        "missing_commit",
        Map.of(),
        DeltaErrorCode.CORRUPT_LOG,
        "00000000000000000001.json",
        "missing");
  }

  @Test
  void leavesAMissingDataFileToTheReader() {
    assertThat(failure(Golden.FOLDER, "missing_data_file", Map.of())).isNull();
  }

  @Test
  void namesTheLineThatIsNoJson() throws IOException {
    Path commit = Golden.commit(withoutCheckpoint(), 2);
    Files.writeString(commit, "hello\n", StandardOpenOption.APPEND);

    assertDamaged("time_travel", "line ", "00000000000000000002.json");
  }

  @Test
  void namesALineOfAddsThatIsCutOff() throws IOException {
    Path commit = Golden.commit(withoutCheckpoint(), 1);
    String text = Files.readString(commit);
    Files.writeString(commit, text.substring(0, text.length() - 20));

    assertDamaged("time_travel", "00000000000000000001.json");
  }

  @Test
  void namesAnEmptyCommit() throws IOException {
    Path commit = Golden.commit(withoutCheckpoint(), 3);
    Files.writeString(commit, "");

    assertDamaged("time_travel", "00000000000000000003.json", "empty");
  }

  @Test
  void namesACommitThatIsNoText() throws IOException {
    Path commit = Golden.commit(withoutCheckpoint(), 1);
    Files.write(commit, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});

    assertDamaged("time_travel", "00000000000000000001.json");
  }

  @Test
  void namesACommitThatIsMissingInTheMiddle() throws IOException {
    Files.delete(Golden.commit(withoutCheckpoint(), 4));

    assertDamaged("time_travel", "00000000000000000004.json");
  }

  @Test
  void namesThePartOfACheckpointThatIsMissing() throws IOException {
    Path log = Golden.copy("checkpoint_multipart", folder).resolve("_delta_log");
    Path gone = firstFile(log, ".parquet");
    Files.delete(gone);
    long version = Long.parseLong(gone.getFileName().toString().substring(0, 20));
    for (long v = 0; v < version; v++) {
      Files.deleteIfExists(log.resolve("%020d.json".formatted(v)));
    }

    assertDamaged("checkpoint_multipart", gone.getFileName().toString(), "missing");
  }

  @Test
  void namesACheckpointThatIsCutOff() throws IOException {
    Path log = Golden.copy("checkpoint_only", folder).resolve("_delta_log");
    Path checkpoint = firstFile(log, ".parquet");
    byte[] bytes = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length / 2));

    assertDamaged("checkpoint_only", checkpoint.getFileName().toString());
  }

  @Test
  void namesTheSidecarOfACheckpointThatIsMissing() throws IOException {
    Path log = Golden.copy("checkpoint_v2_parquet", folder).resolve("_delta_log");
    Path sidecar = firstFile(log.resolve("_sidecars"), ".parquet");
    Files.delete(sidecar);

    assertRefused(
        folder,
        "checkpoint_v2_parquet",
        Map.of(),
        DeltaErrorCode.MISSING_FILE,
        sidecar.getFileName().toString());
  }

  @Test
  void namesTheCommitOfACheckpointThatIsMissing() throws IOException {
    Path table = Golden.copy("checkpoint_only", folder);
    Files.delete(Golden.commit(table, 3));

    assertDamaged("checkpoint_only", "00000000000000000003.json", "missing");
  }

  @Test
  void namesAnEmptyCheckpoint() throws IOException {
    Path log = Golden.copy("checkpoint_only", folder).resolve("_delta_log");
    Path checkpoint = firstFile(log, ".parquet");
    Files.write(checkpoint, new byte[0]);

    assertDamaged("checkpoint_only", checkpoint.getFileName().toString());
  }

  @Test
  void namesAValueThatIsNoneOfItsPartition() throws IOException {
    Path table = Golden.copy("partition_int", folder);
    rewrite(table, "\"partitionValues\":{\"p\":\"0\"}", "\"partitionValues\":{\"p\":\"zero\"}");

    assertDamaged("partition_int", "'zero'", "'p'");
  }

  @Test
  void namesAPathWithABrokenEscape() throws IOException {
    Path table = Golden.copy("time_travel", folder);
    rewrite(table, "\"path\":\"part-", "\"path\":\"%zpart-");

    assertDamaged("time_travel", "%zpart-");
  }

  @Test
  void refusesAFileOutsideOfTheTable() throws IOException {
    Path table = Golden.copy("time_travel", folder);
    rewrite(table, "\"path\":\"part-", "\"path\":\"..%2Fother/part-");

    assertRefused(folder, "time_travel", Map.of(), DeltaErrorCode.PATH_ESCAPES, "..%2Fother");
  }

  @Test
  void refusesAFileOfAShallowClone() throws IOException {
    Path table = Golden.copy("time_travel", folder);
    rewrite(table, "\"path\":\"part-", "\"path\":\"file:///elsewhere/part-");

    assertRefused(folder, "time_travel", Map.of(), DeltaErrorCode.PATH_ESCAPES, "/elsewhere/");
  }

  @Test
  void refusesAFileOfAnotherStore() throws IOException {
    Path table = Golden.copy("time_travel", folder);
    rewrite(table, "\"path\":\"part-", "\"path\":\"s3://bucket/part-");

    assertRefused(folder, "time_travel", Map.of(), DeltaErrorCode.PATH_ESCAPES, "s3://bucket");
  }

  @Test
  void namesADeletionVectorThatIsMissing() throws IOException {
    Path table = Golden.copy("dv", folder);
    Path vector = firstFile(table, ".bin");
    Files.delete(vector);

    ConnectorException failure = deletedRows("dv");
    assertThat(failure.code()).isEqualTo(DeltaErrorCode.MISSING_FILE);
    assertThat(failure.getMessage()).contains(vector.getFileName().toString());
  }

  @Test
  void refusesADeletionVectorThatWasChanged() throws IOException {
    Path vector = firstFile(Golden.copy("dv", folder), ".bin");
    byte[] bytes = Files.readAllBytes(vector);
    bytes[bytes.length - 6] ^= 0x55;
    Files.write(vector, bytes);

    assertThat(deletedRows("dv").code()).isEqualTo(StandardErrorCode.CORRUPT_DATA);
  }

  private ConnectorException deletedRows(String name) {
    return catchThrowableOfType(
        ConnectorException.class,
        () -> {
          try (Connector connector = Golden.connector(folder);
              ReadSession session = connector.begin(QUERY)) {
            var table = Golden.resolve(session, name, Map.of());
            for (DataFile file : Golden.files(session, Golden.plan(session, table))) {
              if (file.deletes().isPresent()) {
                session
                    .reader()
                    .deletedRows(QUERY, ((Deletes.Positions) file.deletes().get()).token());
              }
            }
          }
        });
  }

  @Test
  void saysWhichVersionsExist() {
    assertRefused(
        Golden.FOLDER,
        "time_travel",
        Map.of("versionAsOf", 99L),
        DeltaErrorCode.VERSION_NOT_FOUND,
        "99",
        "versions 0 to 11");
  }

  @Test
  void saysWhichVersionsExistWhereOldCommitsAreGone() throws IOException {
    Path log = Golden.FOLDER.resolve("checkpoint_only").resolve("_delta_log");
    long first =
        Long.parseLong(firstFile(log, ".parquet").getFileName().toString().substring(0, 20));

    assertRefused(
        Golden.FOLDER,
        "checkpoint_only",
        Map.of("versionAsOf", 0L),
        DeltaErrorCode.VERSION_NOT_FOUND,
        Long.toString(first));
  }

  @Test
  void refusesATimeBeforeTheFirstCommit() {
    assertRefused(
        Golden.FOLDER,
        "in_commit_timestamps",
        Map.of("timestampAsOf", "1999-01-01T00:00:00Z"),
        DeltaErrorCode.VERSION_NOT_FOUND,
        "1999-01-01");
  }

  @Test
  void refusesATimeAfterTheLastCommit() {
    assertRefused(
        Golden.FOLDER,
        "in_commit_timestamps",
        Map.of("timestampAsOf", "2999-01-01T00:00:00Z"),
        DeltaErrorCode.VERSION_NOT_FOUND,
        "2999-01-01");
  }

  @Test
  void refusesAFolderWithoutALog() throws IOException {
    Files.createDirectories(folder.resolve("plain"));

    assertRefused(folder, "plain", Map.of(), DeltaErrorCode.NOT_A_TABLE, "_delta_log");
  }

  @Test
  void namesTheTablesBelowAFolderThatIsNone() throws IOException {
    Files.createDirectories(folder.resolve("sales"));
    Golden.copy("empty", folder.resolve("sales"));

    assertRefused(folder, "sales", Map.of(), DeltaErrorCode.NOT_A_TABLE, "empty");
  }

  @Test
  void refusesALogWithoutCommits() throws IOException {
    Files.createDirectories(folder.resolve("plain/_delta_log"));

    assertRefused(folder, "plain", Map.of(), DeltaErrorCode.NOT_A_TABLE, "no commit");
  }

  @Test
  void refusesAFileInPlaceOfATable() throws IOException {
    Files.writeString(folder.resolve("table.csv"), "a,b");

    assertRefused(folder, "table.csv", Map.of(), DeltaErrorCode.NOT_A_TABLE, "table.csv");
  }

  @Test
  void refusesPathsThatLeadOutOfTheSource() throws IOException {
    Path root = Files.createDirectories(folder.resolve("lake"));
    for (String path : List.of("..", "../other", "a/../../other", "/elsewhere", "s3://b/x")) {
      assertRefused(root, path, Map.of(), DeltaErrorCode.PATH_ESCAPES, path);
    }
  }

  @Test
  void refusesANativeQuery() {
    ConnectorException failure =
        catchThrowableOfType(
            ConnectorException.class,
            () -> {
              try (Connector connector = Golden.connector(folder);
                  ReadSession session = connector.begin(QUERY)) {
                session
                    .introspector()
                    .resolve(QUERY, new Relation.NativeQuery("SELECT 1"), Golden.options(Map.of()));
              }
            });

    assertThat(failure.code()).isEqualTo(StandardErrorCode.UNSUPPORTED);
  }

  private Path withoutCheckpoint() throws IOException {
    Path table = Golden.copy("time_travel", folder);
    try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
      for (Path file : files.filter(f -> f.toString().contains("checkpoint")).toList()) {
        Files.delete(file);
      }
    }
    return table;
  }

  private static Path firstFile(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(end))
          .min(Path::compareTo)
          .orElseThrow();
    }
  }

  private static void rewrite(Path table, String from, String to) throws IOException {
    int changed = 0;
    try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (text.contains(from)) {
          Files.writeString(file, text.replace(from, to));
          changed++;
        }
      }
    }
    assertThat(changed).isPositive();
  }
}
