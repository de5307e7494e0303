package dev.plumbline.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A validation's report as one page that stands on its own: no script, nothing from the network,
 * and a policy that lets a browser load nothing but the style that the page brings. Equal reports
 * give equal bytes.
 */
final class HtmlReport {
  private static final String STYLE = "report.css";
  private static final int SPARK = 40;

  private final Xml html = new Xml();
  private final ReportView report;

  private HtmlReport(ReportView report) {
    this.report = report;
  }

  static String of(ReportView report) {
    return new HtmlReport(report).page();
  }

  private String page() {
    String style = style();
    html.markup("<!DOCTYPE html>").line().open("html", "lang", "en").line();
    html.open("head").line();
    html.empty("meta", "charset", "utf-8").line();
    html.empty(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; style-src 'sha256-"
                + hash(style)
                + "'; base-uri 'none'; form-action 'none'")
        .line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.empty("meta", "name", "color-scheme", "content", "light dark").line();
    html.empty("meta", "name", "referrer", "content", "no-referrer").line();
    html.leaf("title", report.headline() + " - Plumbline").line();
    html.open("style").markup(style).closeLine();
    html.closeLine().open("body").line();
    html.leaf("a", "Skip to the findings", "class", "skip", "href", "#datasets").line();
    masthead();
    html.open("main", "id", "datasets").line();
    if (report.datasets().size() > 1) {
      overview();
    }
    int number = 1;
    for (DatasetView dataset : report.datasets()) {
      new HtmlDataset(html, dataset, number++).section();
    }
    html.closeLine();
    html.open("footer", "class", "page")
        .leaf(
            "p",
            "Written by Plumbline "
                + Version.number()
                + ". This page holds no script and loads nothing.")
        .closeLine();
    return html.closeLine().closeLine().finish();
  }

  private void masthead() {
    html.open("header", "class", "page " + report.verdict().word()).line();
    html.open("p", "class", "brand");
    // A plumb line: what is true hangs straight.
    html.open("svg", "viewBox", "0 0 16 24", "width", "14", "height", "21", "aria-hidden", "true")
        .empty("path", "class", "cord", "d", "M8 0V12")
        .empty("path", "class", "bob", "d", "M4 12h8v3.5L8 24 4 15.5z")
        .close();
    html.text(" Plumbline ").leaf("span", "validation report").closeLine();
    html.leaf("h1", report.headline()).line();
    html.open("dl", "class", "facts").line();
    report.facts().forEach(fact -> fact(html, fact));
    html.closeLine();
    html.leaf("h2", "Summary", "class", "unseen").line();
    html.open("dl", "class", "cards").line();
    for (ReportStatus status : ReportStatus.values()) {
      long count = report.count(status);
      html.open("div", "class", count == 0 ? "card none" : "card " + status.word())
          .leaf("dt", capital(status.many()))
          .leaf("dd", Units.count(count))
          .closeLine();
    }
    html.closeLine();
    HtmlCharts.proportions(html, report);
    html.closeLine();
  }

  private void overview() {
    html.open("section", "class", "overview", "aria-labelledby", "overview").line();
    html.leaf("h2", "Datasets", "id", "overview").line();
    html.open(
            "div",
            "class",
            "scroll",
            "tabindex",
            "0",
            "role",
            "region",
            "aria-labelledby",
            "overview")
        .line();
    html.open("table").open("thead").open("tr");
    for (String name : List.of("Dataset", "Result", "Rows", "Times")) {
      html.leaf("th", name, "scope", "col", "class", name.equals("Rows") ? "number" : "text");
    }
    for (ReportStatus status : ReportStatus.values()) {
      html.leaf("th", capital(status.many()), "scope", "col", "class", "number");
    }
    html.close().close().line().open("tbody").line();
    int number = 1;
    for (DatasetView dataset : report.datasets()) {
      html.open("tr").open("th", "scope", "row");
      html.leaf("a", dataset.name(), "href", "#d" + number++).close();
      html.open("td");
      pill(html, dataset.verdict());
      html.close();
      html.leaf(
          "td",
          dataset.report().rows().isPresent()
              ? Units.count(dataset.report().rows().getAsLong())
              : "",
          "class",
          "number");
      html.open("td");
      dataset.histogram().ifPresent(times -> HtmlCharts.spark(html, times, SPARK));
      html.close();
      for (ReportStatus status : ReportStatus.values()) {
        int count = dataset.with(status).size();
        html.leaf("td", Units.count(count), "class", count == 0 ? "number none" : "number");
      }
      html.closeLine();
    }
    html.close().close().close().closeLine();
  }

  static void fact(Xml html, DatasetView.Fact fact) {
    html.open("div").leaf("dt", fact.name()).leaf("dd", fact.value()).closeLine();
  }

  static void pill(Xml html, ReportStatus status) {
    html.leaf("span", capital(status.word()), "class", "pill " + status.word());
  }

  static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String style() {
    try (InputStream file =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(STYLE), STYLE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
