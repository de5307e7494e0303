package dev.plumbline.standalone;

import java.util.ArrayList;
import java.util.List;

/** The part of the page that shows one dataset. */
final class HtmlDataset {
  private static final int LONGEST = 160;
  private static final int CELL = 32;

  private final Xml html;
  private final DatasetView dataset;
  private final String id;

  HtmlDataset(Xml html, DatasetView dataset, int number) {
    this.html = html;
    this.dataset = dataset;
    this.id = "d" + number;
  }

  void section() {
    html.open("section", "class", "dataset", "id", id, "aria-labelledby", id + "-name").line();
    html.open("header").open("h2", "id", id + "-name").text(dataset.name()).close();
    HtmlReport.pill(html, dataset.verdict());
    html.closeLine();
    html.open("dl", "class", "facts").line();
    dataset.facts().forEach(fact -> HtmlReport.fact(html, fact));
    html.closeLine();
    findings();
    charts();
    mapping();
    rest("skipped", dataset.with(ReportStatus.SKIPPED));
    rest("passed", dataset.with(ReportStatus.PASSED));
    origin();
    html.closeLine();
  }

  private void findings() {
    List<FindingView> findings = dataset.findings();
    html.leaf("h3", "Findings").line();
    if (findings.isEmpty()) {
      html.leaf("p", "Nothing is wrong.", "class", "fine").line();
      return;
    }
    html.open("ol", "class", "findings").line();
    findings.forEach(this::finding);
    html.closeLine();
  }

  private void finding(FindingView finding) {
    html.open("li", "class", "finding " + finding.status().word()).line();
    html.open("div", "class", "what");
    html.open("h4")
        .leaf("span", HtmlReport.capital(finding.status().word()) + " ", "class", "level");
    html.leaf("code", finding.code());
    if (!finding.subject().isEmpty()) {
      html.text(" ").leaf("span", cut(finding.subject()), "class", "subject");
    }
    html.close();
    if (!finding.count().isEmpty()) {
      html.open("p", "class", "count").leaf("strong", finding.count());
      if (!finding.share().isEmpty()) {
        html.text(" ").leaf("span", finding.share() + " of rows");
      }
      html.close();
    }
    html.closeLine();
    html.leaf("p", finding.message(), "class", "message").line();
    if (!finding.examples().isEmpty()) {
      html.open("ul", "class", "examples", "aria-label", "Examples");
      finding.examples().forEach(e -> html.open("li").leaf("code", cut(e)).close());
      html.closeLine();
    }
    if (!finding.advice().isEmpty()) {
      html.open("p", "class", "advice").leaf("b", "Likely fix").text(" " + finding.advice());
      html.closeLine();
    }
    List<String> grounds = new ArrayList<>();
    grounds.add("Rule: " + finding.rule());
    if (!finding.decided().isEmpty()) {
      grounds.add("Decided " + finding.decided());
    }
    if (!finding.place().isEmpty()) {
      grounds.add("Configured in " + finding.place());
    }
    grounds.add("More in " + finding.docs());
    html.open("ul", "class", "grounds");
    grounds.forEach(ground -> html.leaf("li", ground));
    html.close().line().closeLine();
  }

  private void charts() {
    boolean times = dataset.histogram().isPresent();
    boolean nulls = dataset.nulls().size() + dataset.fieldsWithoutNulls() > 0;
    boolean labels = dataset.labels().isPresent();
    if (!times && !nulls && !labels) {
      return;
    }
    html.open("div", "class", "charts").line();
    dataset.histogram().ifPresent(histogram -> HtmlCharts.histogram(html, histogram));
    dataset.labels().ifPresent(profile -> HtmlCharts.labels(html, profile));
    if (nulls) {
      HtmlCharts.nulls(html, dataset);
    }
    html.closeLine();
  }

  private void mapping() {
    if (dataset.report().fields().isEmpty()) {
      return;
    }
    html.leaf("h3", "Mapping", "id", id + "-mapping").line();
    scroll(id + "-mapping");
    html.open("table", "class", "mapping").open("thead").open("tr");
    for (int i = 0; i < DatasetView.MAPPING.size(); i++) {
      html.leaf(
          "th", HtmlReport.capital(DatasetView.MAPPING.get(i)), "scope", "col", "class", kind(i));
    }
    html.close().close().line().open("tbody").line();
    for (List<String> row : dataset.mapping()) {
      html.open("tr");
      for (int i = 0; i < row.size(); i++) {
        if (DatasetView.MAPPING.get(i).equals("field")) {
          cell("th", row.get(i), "scope", "row");
        } else {
          cell("td", row.get(i), "class", kind(i));
        }
      }
      html.closeLine();
    }
    html.close().close().closeLine();
  }

  // Long values would push the others out of sight.
  private void cell(String element, String value, String name, String attribute) {
    String shown = Text.cut(Text.line(value), CELL, "…");
    if (shown.equals(value)) {
      html.leaf(element, shown, name, attribute);
    } else {
      html.leaf(element, shown, name, attribute, "title", cut(value));
    }
  }

  private static String kind(int column) {
    return switch (DatasetView.MAPPING.get(column)) {
      case "NULLs", "distinct" -> "number";
      case "declared", "column", "type", "least", "greatest" -> "code";
      default -> "text";
    };
  }

  private void scroll(String label) {
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-labelledby", label)
        .line();
  }

  private void rest(String word, List<FindingView> checks) {
    if (checks.isEmpty()) {
      return;
    }
    String label = id + "-" + word;
    html.open("details").line();
    html.leaf("summary", Units.count(checks.size(), "check", "checks") + " " + word, "id", label)
        .line();
    scroll(label);
    html.open("table").open("thead").open("tr");
    for (String name : List.of("Check", "Field", "Result", "Decided")) {
      html.leaf("th", name, "scope", "col", "class", "text");
    }
    html.close().close().line().open("tbody").line();
    for (FindingView check : checks) {
      html.open("tr").open("th", "scope", "row").leaf("code", check.code()).close();
      html.leaf("td", cut(check.subject())).leaf("td", check.message());
      html.leaf("td", check.decided()).closeLine();
    }
    html.close().close().closeLine().closeLine();
  }

  private void origin() {
    html.open("div", "class", "origin").line();
    html.open("section", "aria-labelledby", id + "-decided").line();
    html.leaf("h3", "How it was decided", "id", id + "-decided").line();
    html.open("dl", "class", "facts").line();
    for (DatasetView.Decided decided : dataset.decided()) {
      HtmlReport.fact(
          html,
          new DatasetView.Fact(
              HtmlReport.capital(decided.words()),
              Units.count(decided.checks(), "check", "checks")));
    }
    html.closeLine().closeLine();
    html.open("section", "aria-labelledby", id + "-provenance").line();
    html.leaf("h3", "Provenance", "id", id + "-provenance").line();
    html.open("dl", "class", "facts").line();
    dataset.provenance().forEach(fact -> HtmlReport.fact(html, fact));
    html.closeLine().closeLine().closeLine();
  }

  private static String cut(String value) {
    return Text.cut(value, LONGEST, "…");
  }
}
