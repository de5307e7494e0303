package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validation of Delta tables: what the log decides, what a scan decides, and what is damaged. */
class ValidationIT {
  private static final String TABLE = "types_reader1";

  @TempDir Path folder;

  private DatasetReport validate(Path tables, String id) throws IOException {
    Path file = folder.resolve("plumbline.yaml");
    Files.writeString(
        file,
        """
        version: 1
        sources:
          golden:
            connector: delta
            path: "%s"
        models:
          m:
            version: "1"
            type: regression
            predictions:
              twice: numeric
            serving:
              source: golden
              path: %s
              id_column: %s
              timestamp_column: moment
              predictions:
                twice: twice
        """
            .formatted(tables, TABLE, id));
    try (Plumbline plumbline =
        Plumbline.builder()
            .configuration(file)
            .classPathConnectors(ValidationIT.class.getClassLoader())
            .cacheFolder(Path.of("target", "cache").toAbsolutePath())
            .open()) {
      return plumbline.validate(List.of(), (dataset, doing) -> {}).datasets().get(0);
    }
  }

  private static CheckResult check(DatasetReport report, String code) {
    return report.checks().stream().filter(c -> c.code().equals(code)).findFirst().orElseThrow();
  }

  @Test
  void whatTheLogSaysIsNotScanned() throws IOException {
    DatasetReport report = validate(GoldenTables.FOLDER, "id");
    assertThat(check(report, "ROWS_PRESENT").basis().kind()).isEqualTo(Basis.Kind.STATISTICS);
    assertThat(check(report, "ID_NOT_NULL").basis().kind()).isEqualTo(Basis.Kind.STATISTICS);
    assertThat(check(report, "ID_NOT_NULL").basis().bytes()).isZero();
    assertThat(check(report, "ID_UNIQUE").basis().kind()).isEqualTo(Basis.Kind.SCAN);
    assertThat(check(report, "ID_UNIQUE").basis().bytes()).isPositive();
    assertThat(report.bytesRead()).isPositive();
  }

  @Test
  void aMissingDataFileLeavesTheChecksOfTheSchema() throws IOException {
    Path copy = folder.resolve("tables").resolve(TABLE);
    Path original = GoldenTables.FOLDER.resolve(TABLE);
    try (Stream<Path> paths = Files.walk(original)) {
      for (Path path : paths.sorted().toList()) {
        Path to = copy.resolve(original.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(to);
        } else if (!path.toString().endsWith(".parquet")) {
          Files.copy(path, to);
        }
      }
    }
    DatasetReport report = validate(folder.resolve("tables"), "id");
    assertThat(check(report, "COLUMN_EXISTS").outcome()).isEqualTo(Outcome.PASSED);
    assertThat(check(report, "TIMESTAMP_ZONE").outcome()).isEqualTo(Outcome.PASSED);
    CheckResult unreadable = check(report, "SOURCE_READABLE");
    assertThat(unreadable.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(unreadable.message()).endsWith("(SNAPSHOT_GONE)");
    assertThat(check(report, "ID_UNIQUE").outcome()).isEqualTo(Outcome.SKIPPED);
  }
}
