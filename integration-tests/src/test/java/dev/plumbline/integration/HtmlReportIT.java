package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runtime.validate.ValidationReport;
import dev.plumbline.standalone.ReportFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a validation, opened in a real browser. Pictures are left in target/pages. */
@Timeout(180)
class HtmlReportIT {
  private static final Path PICTURES = Path.of("target", "pages").toAbsolutePath();

  /**
   * The contrast of every text with what lies behind it, by the formula of WCAG 2.2 (relative
   * luminance), as far as it is below 4.5.
   */
  private static final String WEAK_CONTRASTS =
      """
      (() => {
        const luminance = c => {
          const part = v => (v /= 255) <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
          return 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
        };
        const colour = text => text.match(/[0-9.]+/g).map(Number);
        const behind = e => {
          for (; e; e = e.parentElement) {
            const c = colour(getComputedStyle(e).backgroundColor);
            if (c.length < 4 || c[3] > 0) return c;
          }
          return [255, 255, 255];
        };
        const weak = [];
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
          const e = walk.currentNode.parentElement;
          if (!walk.currentNode.data.trim() || !e.getClientRects().length) continue;
          const a = luminance(colour(getComputedStyle(e).color)), b = luminance(behind(e));
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (ratio < 4.5) weak.push(ratio.toFixed(2) + ' ' + walk.currentNode.data.trim());
        }
        return weak;
      })()
      """;

  /** What is wider than the window, outside of regions that scroll. */
  private static final String TOO_WIDE =
      """
      [...document.querySelectorAll('body *')]
        .filter(e => !e.closest('.scroll') || e.classList.contains('scroll'))
        .filter(e => !e.closest('.skip') && e.getClientRects().length)
        .filter(e => e.getBoundingClientRect().right > window.innerWidth + 0.5)
        .map(e => e.tagName + ' ' + e.className + ' ' + e.textContent.trim().slice(0, 40))
      """;

  private static @Nullable Browser browser;

  @TempDir private static Path profile;
  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Browser.installed();
    Assumptions.assumeTrue(program.isPresent(), "Chromium is not installed");
    Files.createDirectories(PICTURES);
    browser = Browser.start(program.get(), profile);
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Browser browser() {
    return Objects.requireNonNull(browser);
  }

  private URI page(String html) throws IOException {
    return Files.writeString(folder.resolve("report.html"), html).toUri();
  }

  private URI page(ValidationReport report) throws IOException {
    return page(ReportFormat.HTML.text(report, Optional.of("plumbline.yaml")));
  }

  private URI quickstart() {
    Path file = folder.resolve("quickstart.html");
    CommandLine.in(Distribution.REPOSITORY)
        .run(
            "validate",
            "-c",
            Distribution.REPOSITORY.relativize(Distribution.QUICKSTART_FILE).toString(),
            "--report",
            file.toString())
        .ended(1);
    return file.toUri();
  }

  private static List<String> texts(String selector) {
    return strings(
        browser()
            .evaluate(
                "[...document.querySelectorAll('"
                    + selector
                    + "')].map(e => e.textContent.trim())"));
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(element -> strings.add(element.asText()));
    return strings;
  }

  private static void isQuiet(URI address) {
    Browser.Visit visit = browser().open(address);
    assertThat(visit.complaints()).isEmpty();
    assertThat(visit.requests()).containsExactly(address.toString());
  }

  @Test
  void showsWhatIsWrongWithTheQuickstart() throws IOException {
    browser().resize(1200, 900);
    isQuiet(quickstart());

    assertThat(texts("h1")).singleElement().asString().contains("7 errors");
    assertThat(texts("main h2"))
        .containsExactly("Datasets", "churn.serving", "churn.training", "churn.actuals");
    assertThat(texts(".finding code"))
        .contains("ID_UNIQUE", "TIMESTAMP_NOT_NULL", "COLUMN_TYPE", "COLUMN_EXISTS")
        .contains("SCHEMA_DRIFT", "ID_NOT_NULL");
    assertThat(texts("h3")).contains("Findings", "How it was decided", "Provenance");
    browser().screenshot(PICTURES.resolve("quickstart.png"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void canBeReadInBothSchemes(String scheme) throws IOException {
    browser().prefer(scheme);
    browser().resize(1200, 900);
    isQuiet(page(SampleReports.rich()));
    browser().evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");

    assertThat(texts("h3"))
        .contains("Rows over time", "Labels by their delay", "NULLs by field", "Mapping");
    assertThat(strings(browser().evaluate(WEAK_CONTRASTS))).isEmpty();
    boolean dark =
        browser()
            .evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0] < 128")
            .asBoolean();
    assertThat(dark).isEqualTo(scheme.equals("dark"));
    browser().screenshot(PICTURES.resolve("rich-" + scheme + ".png"));
    browser().prefer("light");
  }

  @Test
  void drawsWhatTheFiguresSay() throws IOException {
    browser().resize(1200, 900);
    isQuiet(page(SampleReports.rich()));

    List<Double> heights = new ArrayList<>();
    browser()
        .evaluate(
            "[...document.querySelectorAll('figure .plot rect.bar')]"
                + ".map(r => r.getBoundingClientRect().height)")
        .forEach(height -> heights.add(height.asDouble()));
    List<Long> counts =
        SampleReports.rich().datasets().get(0).times().orElseThrow().counts().stream()
            .filter(count -> count > 0)
            .toList();
    assertThat(heights).hasSameSizeAs(counts);
    long most = counts.stream().mapToLong(Long::longValue).max().orElseThrow();
    for (int i = 0; i < counts.size(); i++) {
      assertThat(heights.get(i))
          .isCloseTo(Math.max(1.0, 120.0 * counts.get(i) / most), Offset.offset(0.5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void fitsOnATelephone(String scheme) throws IOException {
    browser().prefer(scheme);
    browser().resize(360, 740);
    for (ValidationReport report :
        List.of(SampleReports.rich(), SampleReports.adversarial("http://127.0.0.1:9"))) {
      isQuiet(page(report));
      browser().evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      assertThat(strings(browser().evaluate(TOO_WIDE))).isEmpty();
      assertThat(browser().evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(360);
    }
    isQuiet(page(SampleReports.rich()));
    browser().screenshot(PICTURES.resolve("telephone-" + scheme + ".png"));
    browser().prefer("light");
  }

  @Test
  void showsAttacksAsText() throws IOException {
    browser().resize(1200, 900);
    isQuiet(page(SampleReports.adversarial("http://127.0.0.1:9")));

    assertThat(browser().evaluate("typeof attacked").asText()).isEqualTo("undefined");
    assertThat(texts("script, img, iframe, object, base, form, input, link")).isEmpty();
    assertThat(texts(".dataset h2"))
        .singleElement()
        .asString()
        .contains("<script>attacked = 1</script>", "<img src=");
    browser().screenshot(PICTURES.resolve("adversarial.png"));
  }

  @Test
  void reachesEverythingByTheKeyboard() throws IOException {
    browser().resize(1200, 900);
    isQuiet(page(SampleReports.rich()));

    assertThat(
            strings(
                browser()
                    .evaluate(
                        "[...document.querySelectorAll('.scroll')]"
                            + ".filter(e => e.tabIndex !== 0 || !document.getElementById("
                            + "e.getAttribute('aria-labelledby'))).map(e => e.className)")))
        .isEmpty();
    assertThat(texts("a, summary, [tabindex]")).hasSizeGreaterThan(2);
  }

  /** The browser tells what these tests ask it for. */
  @Test
  void wouldSeeAPageThatLoadsOrRunsSomething() throws IOException {
    Browser.Visit visit =
        browser()
            .open(
                page(
                    """
                    <!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="script-src 'none'">
                    <script>attacked = 1</script><img src="http://127.0.0.1:9/x.png">
                    <p style="width: 2000px; color: #999">wide</p>
                    """));

    assertThat(visit.requests()).contains("http://127.0.0.1:9/x.png");
    assertThat(visit.complaints()).anyMatch(text -> text.contains("Content Security Policy"));
    assertThat(strings(browser().evaluate(WEAK_CONTRASTS))).isNotEmpty();
    assertThat(strings(browser().evaluate(TOO_WIDE))).isNotEmpty();
  }
}
