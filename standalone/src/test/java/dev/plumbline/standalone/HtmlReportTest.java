package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.validate.ValidationReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

class HtmlReportTest {
  private static final Set<String> ELEMENTS =
      Set.of(
          "a",
          "b",
          "body",
          "code",
          "dd",
          "details",
          "div",
          "dl",
          "dt",
          "figcaption",
          "figure",
          "footer",
          "h1",
          "h2",
          "h3",
          "h4",
          "head",
          "header",
          "html",
          "li",
          "line",
          "main",
          "meta",
          "ol",
          "p",
          "path",
          "rect",
          "section",
          "span",
          "strong",
          "style",
          "summary",
          "svg",
          "table",
          "tbody",
          "td",
          "th",
          "thead",
          "title",
          "tr",
          "ul");

  static Stream<ValidationReport> reports() {
    return Stream.of(
        Reports.validation(), Reports.profiled(), Reports.adversarial(), Reports.report());
  }

  private static String text(ValidationReport report) {
    return ReportFormat.HTML.text(report, Optional.of("plumbline.yaml"));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void holdsNothingThatLoadsOrRuns(ValidationReport report) {
    Document page = Documents.parse(text(report));
    for (Element element : Documents.elements(page, "*")) {
      assertThat(ELEMENTS).contains(element.getTagName());
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        String name = attributes.item(i).getNodeName();
        assertThat(name).doesNotStartWith("on").isNotIn("style", "src", "xlink:href", "action");
        if (name.equals("href")) {
          assertThat(attributes.item(i).getNodeValue()).matches("#[a-z0-9]+");
        }
      }
    }
  }

  @Test
  void allowsItsOwnStyleAndNothingElse() throws NoSuchAlgorithmException {
    String text = text(Reports.profiled());
    String style =
        text.substring(text.indexOf("<style>") + "<style>".length(), text.indexOf("</style>"));
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(style.getBytes(StandardCharsets.UTF_8)));

    assertThat(Documents.elements(Documents.parse(text), "meta"))
        .extracting(meta -> meta.getAttribute("content"))
        .contains(
            "default-src 'none'; style-src 'sha256-"
                + hash
                + "'; base-uri 'none'; form-action 'none'");
    assertThat(style).doesNotContain("url(", "@import");
  }

  @Test
  void linksToPlacesThatAreThere() {
    Document page =
        Documents.parse(
            text(
                Reports.report(
                    Reports.validation().datasets().get(0), Reports.profiled().datasets().get(0))));

    assertThat(Documents.elements(page, "a"))
        .hasSize(3)
        .allSatisfy(
            link ->
                assertThat(Documents.elements(page, "*"))
                    .extracting(element -> "#" + element.getAttribute("id"))
                    .containsOnlyOnce(link.getAttribute("href")));
  }

  @Test
  void namesEveryPictureAndEveryColumn() {
    Document page = Documents.parse(text(Reports.profiled()));

    assertThat(Documents.elements(page, "svg"))
        .hasSizeGreaterThan(3)
        .allMatch(
            svg ->
                svg.getAttribute("aria-hidden").equals("true")
                    || (svg.getAttribute("role").equals("img")
                        && !svg.getAttribute("aria-label").isEmpty()));
    assertThat(Documents.elements(page, "th"))
        .hasSizeGreaterThan(9)
        .allMatch(th -> !th.getAttribute("scope").isEmpty());
    assertThat(Documents.elements(page, "html").get(0).getAttribute("lang")).isEqualTo("en");
  }

  @Test
  void showsWhatIsKnownOfADataset() {
    String page = Documents.parse(text(Reports.profiled())).getDocumentElement().getTextContent();

    assertThat(page)
        .contains("1 error in churn.serving")
        .contains("4.1 % of the rows are NULL, 2 % are allowed")
        .contains("Rows per day, at most 14,110, 1 of 10 empty.")
        .contains("98.7 % of 60,000 rows older than 14 days have a label")
        .contains("half are known within 2 days, 90 % are known within 7 days")
        .contains("37.0 %")
        .contains("tensor[2, 4]")
        .contains("delta version 14");
  }

  @Test
  void showsAttacksAsText() {
    String page =
        Documents.parse(text(Reports.adversarial())).getDocumentElement().getTextContent();

    assertThat(page)
        .contains("<script>alert(1)</script>")
        .contains("&lt;\\u0000\\u001b[31m\\u202e\\ud800 ]]>");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void hasTheSameBytesForTheSameReport(ValidationReport report) {
    assertThat(text(report)).isEqualTo(text(report));
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text(report))).isTrue();
  }
}
