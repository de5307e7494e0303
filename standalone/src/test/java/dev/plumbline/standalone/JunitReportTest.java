package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.validate.ValidationReport;
import java.io.IOException;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class JunitReportTest {
  private static String text(ValidationReport report) {
    return ReportFormat.JUNIT.text(report, Optional.of("plumbline.yaml"));
  }

  static Stream<ValidationReport> reports() {
    return Stream.of(
        Reports.validation(), Reports.profiled(), Reports.adversarial(), Reports.report());
  }

  @ParameterizedTest
  @MethodSource("reports")
  void isWhatBuildServersTake(ValidationReport report) throws SAXException, IOException {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(Objects.requireNonNull(JunitReportTest.class.getResource("junit.xsd")))
        .newValidator()
        .validate(new StreamSource(new StringReader(text(report))));
  }

  @Test
  void countsWhatItHolds() {
    Document document = Documents.parse(text(Reports.validation()));

    Element suite = Documents.elements(document, "testsuite").get(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("5");
    assertThat(Documents.elements(document, "testcase")).hasSize(5);
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(Documents.elements(document, "failure")).hasSize(1);
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(Documents.elements(document, "skipped")).hasSize(1);
  }

  @Test
  void failsOnWarningsWhenTheCommandDoes() {
    Document document =
        Documents.parse(
            ReportFormat.JUNIT.text(
                new ReportView(Reports.validation(), Optional.empty()),
                EnumSet.of(ReportStatus.ERROR, ReportStatus.WARNING)));

    assertThat(Documents.elements(document, "failure"))
        .extracting(failure -> failure.getAttribute("type"))
        .containsExactly("warning.TIMESTAMP_NOT_NULL", "error.ID_UNIQUE");
  }

  @Test
  void tellsWhatWasFoundAndWhatToDo() {
    Element failure =
        Documents.elements(Documents.parse(text(Reports.validation())), "failure").get(0);

    assertThat(failure.getAttribute("message")).isEqualTo("37 ids occur more than once");
    assertThat(failure.getTextContent().lines())
        .containsExactlyElementsOf(
            List.of(
                "rule: No id occurs twice.",
                "count: 74 (0.07 %)",
                "examples: p-17, p-\\u001b[31m42",
                "likely fix: read with duplicate_ids: last",
                "decided: by a scan of 3.2 MB",
                "configured: plumbline.yaml:31",
                "docs: docs/checks.md#id_unique"));
  }
}
