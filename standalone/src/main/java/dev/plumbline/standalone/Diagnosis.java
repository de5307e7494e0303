package dev.plumbline.standalone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} found, in the order in which it looked. */
final class Diagnosis {
  /** How one finding is meant. */
  enum Status {
    OK(Style.Sign.PASSED),
    NOTE(Style.Sign.INFO),
    FAILED(Style.Sign.FAILED);

    private final Style.Sign sign;

    Status(Style.Sign sign) {
      this.sign = sign;
    }
  }

  /**
   * One finding.
   *
   * @param subject what was looked at
   * @param status how it is
   * @param detail what was seen
   * @param advice what to do; empty if nothing
   */
  record Finding(String subject, Status status, String detail, String advice) {}

  private final List<Finding> findings = new ArrayList<>();

  void ok(String subject, String detail) {
    findings.add(new Finding(subject, Status.OK, detail, ""));
  }

  void note(String subject, String detail, String advice) {
    findings.add(new Finding(subject, Status.NOTE, detail, advice));
  }

  void failed(String subject, String detail, String advice) {
    findings.add(new Finding(subject, Status.FAILED, detail, advice));
  }

  boolean isHealthy() {
    return findings.stream().noneMatch(finding -> finding.status() == Status.FAILED);
  }

  String text(Style style) {
    StringBuilder text = new StringBuilder();
    int width =
        findings.stream().mapToInt(finding -> Text.width(finding.subject())).max().orElse(0);
    String indent = " ".repeat(style.signWidth() + 1 + width + 2);
    for (Finding finding : findings) {
      String subject = Text.line(finding.subject());
      text.append(style.sign(finding.status().sign))
          .append(' ')
          .append(style.paint(Style.Paint.BOLD, subject))
          .append(" ".repeat(Math.max(0, width - Text.width(subject)) + 2))
          .append(Text.lines(finding.detail(), indent))
          .append('\n');
      if (!finding.advice().isEmpty()) {
        text.append(indent)
            .append(style.arrow())
            .append(' ')
            .append(Text.lines(finding.advice(), indent + "   "))
            .append('\n');
      }
    }
    long failed = findings.stream().filter(finding -> finding.status() == Status.FAILED).count();
    return text.append('\n')
        .append(failed == 0 ? "all is well" : Units.count(failed, "problem", "problems"))
        .append('\n')
        .toString();
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = Envelope.of("doctor");
    json.put("healthy", isHealthy());
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("subject", finding.subject());
      entry.put("status", finding.status().name().toLowerCase(Locale.ROOT));
      entry.put("detail", finding.detail());
      entry.put("advice", finding.advice());
      list.add(entry);
    }
    json.put("findings", list);
    return json;
  }
}
