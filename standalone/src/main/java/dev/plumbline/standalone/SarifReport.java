package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.Severity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A validation's report in the Static Analysis Results Interchange Format (SARIF) 2.1.0 of OASIS: a
 * rule for each check, a result for each finding, at its line of the configuration.
 */
final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private static final List<Check> RULES = List.of(Check.values());

  private SarifReport() {}

  static Map<String, @Nullable Object> of(ReportView report) {
    Map<String, @Nullable Object> json = map("$schema", SCHEMA, "version", "2.1.0");
    json.put("runs", List.of(run(report)));
    return json;
  }

  private static Map<String, @Nullable Object> run(ReportView report) {
    Map<String, @Nullable Object> driver =
        map("name", "Plumbline", "version", Version.number(), "rules", rules());
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    List<Map<String, @Nullable Object>> skipped = new ArrayList<>();
    for (DatasetView dataset : report.datasets()) {
      dataset.findings().forEach(finding -> results.add(result(dataset, finding)));
      dataset.with(ReportStatus.SKIPPED).forEach(check -> skipped.add(skipped(dataset, check)));
    }
    Map<String, @Nullable Object> invocation =
        map(
            "executionSuccessful",
            report.datasets().stream()
                .flatMap(dataset -> dataset.findings().stream())
                .noneMatch(finding -> finding.result().check() == Check.SOURCE_READABLE),
            "startTimeUtc",
            report.report().at().toString(),
            "endTimeUtc",
            report.report().at().plus(report.report().elapsed()).toString());
    invocation.put("toolExecutionNotifications", skipped);
    Map<String, @Nullable Object> run = map("tool", map("driver", driver));
    run.put("automationDetails", map("id", "plumbline/validate/"));
    run.put("invocations", List.of(invocation));
    run.put("columnKind", "unicodeCodePoints");
    run.put("results", results);
    return run;
  }

  private static List<Map<String, @Nullable Object>> rules() {
    List<Map<String, @Nullable Object>> rules = new ArrayList<>();
    for (Check check : RULES) {
      String docs = FindingView.docs(check);
      Map<String, @Nullable Object> rule = map("id", check.name(), "name", pascal(check));
      rule.put("shortDescription", map("text", check.holds()));
      rule.put(
          "help",
          map(
              "text",
              check.holds() + " See " + docs + ".",
              "markdown",
              check.holds() + " See `" + docs + "`."));
      rule.put("defaultConfiguration", map("level", level(check.severity())));
      rules.add(rule);
    }
    return rules;
  }

  private static Map<String, @Nullable Object> result(DatasetView dataset, FindingView finding) {
    Map<String, @Nullable Object> result = map("ruleId", finding.code());
    result.put("ruleIndex", RULES.indexOf(finding.result().check()));
    result.put("level", level(finding.result().severity()));
    result.put("message", map("text", message(dataset, finding)));
    result.put("locations", List.of(location(dataset, finding)));
    result.put("partialFingerprints", map("plumblineFinding/v1", fingerprint(dataset, finding)));
    Map<String, @Nullable Object> properties = map("dataset", dataset.name());
    properties.put("subject", finding.subject());
    properties.put("count", finding.result().count());
    properties.put("examples", finding.result().examples());
    properties.put("decided", finding.decided());
    result.put("properties", properties);
    return result;
  }

  private static String message(DatasetView dataset, FindingView finding) {
    StringBuilder text = new StringBuilder(dataset.name());
    text.append(finding.subject().isEmpty() ? "" : " " + finding.subject());
    text.append(": ").append(finding.message());
    if (!finding.examples().isEmpty()) {
      text.append(", such as ").append(String.join(", ", finding.examples()));
    }
    text.append(finding.advice().isEmpty() ? "" : ". Likely fix: " + finding.advice());
    // In a message, braces and brackets are placeholders and links.
    return Text.line(text.toString())
        .replace("\\", "\\\\")
        .replace("[", "\\[")
        .replace("]", "\\]")
        .replace("{", "{{")
        .replace("}", "}}");
  }

  private static Map<String, @Nullable Object> location(DatasetView dataset, FindingView finding) {
    Map<String, @Nullable Object> location = new LinkedHashMap<>();
    finding
        .configuration()
        .ifPresent(
            file -> {
              Map<String, @Nullable Object> physical = map("artifactLocation", artifact(file));
              int line = finding.result().at().line();
              if (line > 0) {
                Map<String, @Nullable Object> region = map("startLine", line);
                int column = finding.result().at().column();
                if (column > 0) {
                  region.put("startColumn", column);
                }
                physical.put("region", region);
              }
              location.put("physicalLocation", physical);
            });
    String name =
        finding.subject().isEmpty() ? dataset.name() : dataset.name() + "." + finding.subject();
    location.put("logicalLocations", List.of(map("fullyQualifiedName", name)));
    return location;
  }

  private static Map<String, @Nullable Object> artifact(String file) {
    Path path = Path.of(file);
    if (path.isAbsolute()) {
      return map("uri", path.toUri().toString());
    }
    String uri = path.normalize().toString().replace(path.getFileSystem().getSeparator(), "/");
    return map("uri", percent(uri), "uriBaseId", "%SRCROOT%");
  }

  private static String percent(String path) {
    StringBuilder text = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "/._-~".indexOf(c) >= 0;
      text.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return text.toString();
  }

  // Neither counts nor lines: a finding stays the same while more rows break the rule, or the file
  // grows above it.
  private static String fingerprint(DatasetView dataset, FindingView finding) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {dataset.name(), finding.code(), finding.subject()}) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, @Nullable Object> skipped(DatasetView dataset, FindingView check) {
    Map<String, @Nullable Object> notification = map("level", "note");
    notification.put(
        "message",
        map("text", Text.line(dataset.name() + " " + check.code() + ": " + check.message())));
    notification.put("associatedRule", map("id", check.code()));
    return notification;
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  private static String pascal(Check check) {
    return Arrays.stream(check.name().toLowerCase(Locale.ROOT).split("_", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static Map<String, @Nullable Object> map(Object... entries) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
