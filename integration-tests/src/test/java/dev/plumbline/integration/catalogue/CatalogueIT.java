package dev.plumbline.integration.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.ValidationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every planted defect is found, with its figures, and nothing else fails beside it. */
class CatalogueIT {
  private static final int LEAST_KINDS = 50;
  private static final int MOST_EXAMPLES = 5;

  @TempDir private static Path folder;

  private static final Map<String, ValidationReport> REPORTS = new HashMap<>();

  @BeforeAll
  static void validate() throws IOException, SQLException {
    System.out.println("defects are planted into rows of seed " + Twins.SEED);
    Path lake = folder.resolve("lake");
    List<Defect> all =
        Stream.concat(Catalogue.defects().stream(), Harmless.all().stream()).toList();
    StringBuilder text =
        new StringBuilder(
            "version: 1\nsources:\n  lake:\n    connector: delta\n    path: \""
                + lake
                + "\"\nmodels:\n");
    try (DuckLake duck = new DuckLake(lake)) {
      Twins.create(duck);
      for (Twin twin : Twins.ALL) {
        for (String role : twin.roles()) {
          duck.write(twin.table(role), twin.path(role), Twins.statistics(role));
        }
        text.append(twin.yaml());
      }
      for (Defect defect : all) {
        defect.write(duck, lake);
        text.append(defect.yaml());
      }
    }
    Path file = folder.resolve("plumbline.yaml");
    Files.writeString(file, text);
    try (Plumbline plumbline =
        Plumbline.builder()
            .configuration(file)
            .classPathConnectors(CatalogueIT.class.getClassLoader())
            .cacheFolder(Path.of("target", "cache").toAbsolutePath())
            .clock(Clock.fixed(Twins.NOW, ZoneOffset.UTC))
            .open()) {
      Twins.ALL.forEach(twin -> validate(plumbline, twin.name(), twin.roles()));
      all.forEach(defect -> validate(plumbline, defect.name(), defect.concerned()));
    }
  }

  private static void validate(Plumbline plumbline, String model, List<String> roles) {
    List<String> datasets = roles.stream().map(role -> model + "." + role).toList();
    REPORTS.put(model, plumbline.validate(datasets, (dataset, doing) -> {}));
  }

  @TestFactory
  Stream<DynamicTest> everyDefectIsFoundAndNothingElse() {
    return Catalogue.defects().stream()
        .map(defect -> DynamicTest.dynamicTest(defect.name(), () -> found(defect)));
  }

  @TestFactory
  Stream<DynamicTest> nothingIsFoundInWhatIsHarmless() {
    return Harmless.all().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> found(one)));
  }

  @TestFactory
  Stream<DynamicTest> nothingIsFoundInTheCleanTwin() {
    return Twins.ALL.stream()
        .map(
            twin ->
                DynamicTest.dynamicTest(
                    twin.name(),
                    () -> {
                      assertThat(texts(failed(twin.name()))).isEmpty();
                      assertThat(undecided(twin)).isEmpty();
                    }));
  }

  /** A check that was skipped would find nothing in any twin. */
  private static List<String> undecided(Twin twin) {
    return report(twin.name()).datasets().stream()
        .flatMap(
            dataset ->
                dataset.checks().stream()
                    .filter(check -> check.outcome() == Outcome.SKIPPED)
                    .map(check -> dataset.dataset() + " " + check.check() + " " + check.message()))
        .toList();
  }

  @Test
  void thereAreEnoughKindsAndEveryCheckFindsOne() {
    List<Defect> defects = Catalogue.defects();
    assertThat(defects.stream().map(Defect::name)).doesNotHaveDuplicates();
    assertThat(defects).hasSizeGreaterThanOrEqualTo(LEAST_KINDS);
    Set<Check> found = EnumSet.noneOf(Check.class);
    defects.forEach(defect -> defect.findings().forEach(finding -> found.add(finding.check())));
    assertThat(found).containsExactlyInAnyOrder(Check.values());
  }

  @Test
  void thePageOfDefectsIsTheOneThatThisRunFound() throws IOException {
    String page = CatalogueTable.markdown(Catalogue.bySubject(), Harmless.all());
    Files.writeString(Path.of("target", "catalogue.md"), page);
    assertThat(Files.readString(Path.of("..", "docs", "defects.md")))
        .as("docs/defects.md is not what was found; copy integration-tests/target/catalogue.md")
        .isEqualTo(page);
  }

  private record Failure(String role, CheckResult result) {
    @Override
    public String toString() {
      return Finding.of(role, result)
          + " ("
          + result.severity()
          + ": "
          + result.message()
          + " "
          + result.examples()
          + ")";
    }
  }

  private static void found(Defect defect) {
    List<Failure> failures = failed(defect.name());
    List<Finding> missing = new ArrayList<>(defect.findings());
    List<String> wrong = new ArrayList<>();
    for (Failure failure : failures) {
      if (!missing.removeIf(finding -> finding.is(failure.role(), failure.result()))) {
        wrong.add("failed beside it: " + failure);
      }
    }
    missing.forEach(finding -> wrong.add("not found: " + finding));
    assertThat(wrong).as(defect.name()).isEmpty();
    failures.forEach(failure -> isExplained(failure.result()));
  }

  private static void isExplained(CheckResult result) {
    assertThat(result.message()).as(result.code()).isNotBlank();
    assertThat(result.advice()).as(result.code()).isNotBlank();
    assertThat(result.at().line()).as(result.code()).isPositive();
    assertThat(result.examples()).as(result.code()).hasSizeLessThanOrEqualTo(MOST_EXAMPLES);
  }

  private static List<Failure> failed(String model) {
    return report(model).datasets().stream().flatMap(CatalogueIT::failed).toList();
  }

  private static Stream<Failure> failed(DatasetReport dataset) {
    String role = dataset.dataset().substring(dataset.dataset().indexOf('.') + 1);
    return dataset.checks().stream()
        .filter(check -> check.outcome() == Outcome.FAILED)
        .map(check -> new Failure(role, check));
  }

  private static List<String> texts(List<Failure> failures) {
    return failures.stream().map(Failure::toString).toList();
  }

  private static ValidationReport report(String model) {
    ValidationReport report = REPORTS.get(model);
    if (report == null) {
      throw new IllegalStateException(model + " was not validated");
    }
    return report;
  }
}
