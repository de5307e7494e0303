package dev.plumbline.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may use whom, on byte code. */
class BoundariesTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.plumbline");

  @Test
  void looksAtEveryModule() {
    for (String name :
        new String[] {
          "dev.plumbline.spi.ConnectorFactory",
          "dev.plumbline.runtime.Plumbline",
          "dev.plumbline.runtime.plan.Planning",
          "dev.plumbline.standalone.Main",
          "dev.plumbline.connector.delta.DeltaConnectorFactory"
        }) {
      assertThat(OURS.contain(name)).as(name).isTrue();
    }
  }

  @Test
  void theContractNeedsArrowAndTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage("dev.plumbline.spi..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.plumbline.spi..", "java..", "org.apache.arrow..", "org.jspecify.annotations..")
        .check(OURS);
  }

  @Test
  void aConnectorSeesTheContractOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.plumbline.connector..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.plumbline.runtime..",
            "dev.plumbline.standalone..",
            "org.duckdb..",
            "org.apache.calcite..",
            "org.apache.arrow.c..")
        .check(OURS);
  }

  @Test
  void theRuntimeSeesNoConnector() {
    noClasses()
        .that()
        .resideInAPackage("dev.plumbline.runtime..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.plumbline.connector..",
            "dev.plumbline.standalone..",
            "io.delta..",
            "org.apache.hadoop..")
        .check(OURS);
  }

  @Test
  void modelsAskNoEngineAndNoPlanner() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.plumbline.runtime.model..", "dev.plumbline.runtime.config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.plumbline.runtime.dataset..",
            "dev.plumbline.runtime.plan..",
            "dev.plumbline.runtime.engine..",
            "dev.plumbline.runtime.plugin..",
            "dev.plumbline.runtime.validate..")
        .check(OURS);
  }

  @Test
  void datasetsAreTreesThatOthersRun() {
    noClasses()
        .that()
        .resideInAPackage("dev.plumbline.runtime.dataset..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.plumbline.runtime",
            "dev.plumbline.runtime.engine..",
            "dev.plumbline.runtime.plugin..",
            "dev.plumbline.runtime.validate..")
        .check(OURS);
  }

  @Test
  void anEngineSeesNoConfigurationAndNoModel() {
    noClasses()
        .that()
        .resideInAPackage("dev.plumbline.runtime.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.plumbline.runtime.config..",
            "dev.plumbline.runtime.model..",
            "dev.plumbline.runtime.dataset..",
            "dev.plumbline.runtime.plan..",
            "org.snakeyaml..",
            "org.apache.calcite..")
        .check(OURS);
  }

  @Test
  void onlyTheEngineRunsDuckDb() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.plumbline.runtime.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.duckdb..")
        .check(OURS);
  }

  @Test
  void nothingButTheMetricsNeedsMicrometer() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.plumbline.runtime.metrics..", "dev.plumbline.integration..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "dev.plumbline.runtime.metrics..")
        .check(OURS);
  }

  @Test
  void onlyThePlannerKnowsHowCalciteParsesAndConverts() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.calcite.adapter..",
            "org.apache.calcite.jdbc..",
            "org.apache.calcite.model..")
        .check(OURS);
  }
}
