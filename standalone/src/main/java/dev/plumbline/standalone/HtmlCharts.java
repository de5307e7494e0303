package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.LabelProfile;
import dev.plumbline.runtime.validate.TimeHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Charts as inline SVG. Geometry is in attributes, because the page's policy allows no style of an
 * element; text stands beside the drawings, so that it keeps its size.
 */
final class HtmlCharts {
  private static final int BARS = 120;
  private static final int NULLS = 6;
  private static final double HEIGHT = 100;

  private HtmlCharts() {}

  /** How all checks came out, as one bar. */
  static void proportions(Xml html, ReportView report) {
    if (report.checks() == 0) {
      return;
    }
    StringBuilder label =
        new StringBuilder("Of " + Units.count(report.checks(), "check", "checks"));
    for (ReportStatus status : ReportStatus.values()) {
      label.append(", ").append(status.count(report.count(status)));
    }
    picture(html, "proportions", label.toString(), "100%", "8");
    double x = 0;
    for (ReportStatus status : ReportStatus.values()) {
      double width = 100.0 * report.count(status) / report.checks();
      if (width > 0) {
        html.empty(
            "rect",
            "class",
            status.word(),
            "x",
            percent(x),
            "width",
            percent(width),
            "height",
            "8");
      }
      x += width;
    }
    html.closeLine();
  }

  /** The histogram without axes. */
  static void spark(Xml html, TimeHistogram times, int width) {
    picture(html, "spark", HtmlReport.capital(DatasetView.words(times)), "112", "24");
    bars(html, Sparkline.merge(times.counts(), width), 24);
    html.close();
  }

  static void histogram(Xml html, TimeHistogram times) {
    List<Long> counts = Sparkline.merge(times.counts(), BARS);
    int group = (times.counts().size() + BARS - 1) / BARS;
    TimeHistogram shown =
        new TimeHistogram(times.start(), times.width().multipliedBy(Math.max(1, group)), counts);
    figure(html, "Rows over time");
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    html.leaf("p", Units.count(most), "class", "top").line();
    picture(
        html,
        "plot",
        HtmlReport.capital(DatasetView.words(shown))
            + ", from "
            + DatasetView.time(shown.start())
            + " to "
            + DatasetView.time(DatasetView.end(shown)),
        "100%",
        "120");
    grid(html);
    bars(html, counts, 120);
    html.closeLine();
    ends(html, label(shown, shown.start()), label(shown, last(shown)));
    caption(html, HtmlReport.capital(DatasetView.words(shown)) + ".");
  }

  // Days are named as a calendar does, up to the last; shorter times end when they end.
  private static Instant last(TimeHistogram times) {
    return isDays(times) ? DatasetView.end(times).minus(times.width()) : DatasetView.end(times);
  }

  private static boolean isDays(TimeHistogram times) {
    return times.width().compareTo(Duration.ofDays(1)) >= 0;
  }

  private static String label(TimeHistogram times, Instant instant) {
    String text = DatasetView.time(instant);
    return isDays(times)
        ? text.substring(0, text.indexOf('T'))
        : text.replace('T', ' ').replace("Z", " UTC");
  }

  private static void bars(Xml html, List<Long> counts, int height) {
    long most = Math.max(1, counts.stream().mapToLong(Long::longValue).max().orElse(1));
    double step = 100.0 / counts.size();
    for (int i = 0; i < counts.size(); i++) {
      long count = counts.get(i);
      if (count > 0) {
        double tall = Math.max(1, (double) count / most * height);
        html.empty(
            "rect",
            "class",
            "bar",
            "x",
            percent(i * step + step * 0.08),
            "y",
            number(height - tall),
            "width",
            percent(step * 0.84),
            "height",
            number(tall));
      }
    }
  }

  static void labels(Xml html, LabelProfile labels) {
    figure(html, "Labels by their delay");
    if (!labels.curve().isEmpty()) {
      Duration longest = DatasetView.longest(labels);
      if (!longest.isZero()) {
        curve(html, labels, longest);
      }
    }
    String delays = DatasetView.delays(labels);
    String words = HtmlReport.capital(DatasetView.coverage(labels));
    caption(html, delays.isEmpty() ? words + "." : words + "; of the labels, " + delays + ".");
  }

  private static void curve(Xml html, LabelProfile labels, Duration longest) {
    html.leaf("p", "100 %", "class", "top").line();
    html.open(
        "svg",
        "class",
        "plot",
        "width",
        "100%",
        "height",
        "120",
        "viewBox",
        "0 0 100 100",
        "preserveAspectRatio",
        "none",
        "role",
        "img",
        "aria-label",
        "Share of labels known after a delay, up to "
            + Units.about(longest)
            + ": "
            + DatasetView.delays(labels));
    grid(html);
    StringBuilder line = new StringBuilder("M0 ").append(number(HEIGHT));
    for (LabelProfile.Point point : labels.curve()) {
      line.append('L')
          .append(number(100.0 * point.delay().toMillis() / longest.toMillis()))
          .append(' ')
          .append(number(HEIGHT - HEIGHT * Math.max(0, Math.min(1, point.share()))));
    }
    html.empty("path", "class", "area", "d", line + "L100 100Z");
    html.empty("path", "class", "curve", "d", line.toString());
    labels
        .maturity()
        .filter(maturity -> maturity.compareTo(longest) <= 0)
        .ifPresent(
            maturity -> {
              String x = number(100.0 * maturity.toMillis() / longest.toMillis());
              html.empty("path", "class", "mark", "d", "M" + x + " 0V100");
            });
    html.closeLine();
    ends(html, "0", Units.about(longest));
    labels
        .maturity()
        .ifPresent(
            maturity ->
                html.leaf("p", "Dashed: the maturity of " + Units.span(maturity), "class", "key")
                    .line());
  }

  static void nulls(Xml html, DatasetView dataset) {
    List<DatasetView.Nulls> nulls = dataset.nulls();
    figure(html, "NULLs by field");
    List<DatasetView.Nulls> shown = nulls.subList(0, Math.min(NULLS, nulls.size()));
    if (!shown.isEmpty()) {
      html.open("ul", "class", "bars").line();
      for (DatasetView.Nulls field : shown) {
        html.open("li").leaf("span", Text.cut(field.field(), 60, "…"), "class", "name");
        html.open("svg", "width", "100%", "height", "10", "aria-hidden", "true")
            .empty("rect", "class", "track", "width", "100%", "height", "10")
            .empty(
                "rect",
                "class",
                "bar",
                "width",
                percent(Math.max(0.5, field.ratio() * 100)),
                "height",
                "10")
            .close();
        html.leaf("span", field.share(), "class", "value").closeLine();
      }
      html.closeLine();
    }
    String more =
        nulls.size() > shown.size()
            ? "Fewer in "
                + Units.count(nulls.size() - shown.size(), "other field", "other fields")
                + ". "
            : "";
    long none = dataset.fieldsWithoutNulls();
    caption(
        html,
        more + (none == 0 ? "" : "No NULLs in " + Units.count(none, "field", "fields") + "."));
  }

  private static void figure(Xml html, String title) {
    html.open("figure").line().leaf("h3", title).line();
  }

  private static void caption(Xml html, String text) {
    if (!text.isEmpty()) {
      html.leaf("figcaption", text.strip()).line();
    }
    html.closeLine();
  }

  private static void ends(Xml html, String from, String to) {
    html.open("p", "class", "ends").leaf("span", from).text(" ").leaf("span", to).closeLine();
  }

  private static void grid(Xml html) {
    for (String y : List.of("0.5", "50%", "99.6%")) {
      html.empty("line", "class", "grid", "x1", "0", "x2", "100%", "y1", y, "y2", y);
    }
  }

  private static void picture(Xml html, String name, String label, String width, String height) {
    html.open(
        "svg", "class", name, "width", width, "height", height, "role", "img", "aria-label", label);
  }

  private static String percent(double value) {
    return number(value) + "%";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceFirst("\\.?0+$", "");
  }
}
