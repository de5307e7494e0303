package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.CheckResult;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One check, in the words and figures that all reports share.
 *
 * @param result the check
 * @param rows how many rows its dataset has
 * @param configuration the file that configures it, as the user names it
 */
record FindingView(CheckResult result, OptionalLong rows, Optional<String> configuration) {
  /** By severity, then by what most rows share; what is equal stays in the order of the checks. */
  static final Comparator<FindingView> WORST_FIRST =
      Comparator.comparing(FindingView::status)
          .thenComparing(Comparator.comparingLong((FindingView f) -> f.result().count()).reversed())
          .thenComparing(f -> f.result().check());

  private static final String DOCS = "docs/";

  // What these count are columns, options and values: a share of the rows would mean nothing.
  private static final Set<Check> NOT_OF_ROWS =
      EnumSet.of(
          Check.SELECT_EXPR_VALID,
          Check.COLUMN_EXISTS,
          Check.COLUMN_TYPE,
          Check.COLUMN_MAPPED_ONCE,
          Check.COLUMN_UNUSED,
          Check.OPTION_USED,
          Check.FRESHNESS,
          Check.CATEGORY_COUNT,
          Check.CATEGORY_SPELLING,
          Check.SCHEMA_DRIFT);

  ReportStatus status() {
    return ReportStatus.of(result);
  }

  String code() {
    return result.code();
  }

  /** The field or column; empty where it is the whole dataset. */
  String subject() {
    return result.subject();
  }

  String message() {
    return result.message();
  }

  String advice() {
    return result.advice();
  }

  /**
   * Ids or values of rows that are wrong; blank ones in quotes, so that they are seen. None where
   * the message names them all.
   */
  List<String> examples() {
    if (result.message().endsWith(": " + String.join(", ", result.examples()))) {
      return List.of();
    }
    return result.examples().stream()
        .map(example -> example.isBlank() ? "'" + example + "'" : example)
        .toList();
  }

  /** What must hold. */
  String rule() {
    return result.check().holds();
  }

  /** How many rows or ids are wrong; empty where that is not what is wrong. */
  String count() {
    return result.count() > 0 ? Units.count(result.count()) : "";
  }

  /** The count as a share of all rows; empty where it counts no rows. */
  String share() {
    return result.count() > 0
            && !NOT_OF_ROWS.contains(result.check())
            && rows.isPresent()
            && result.count() <= rows.getAsLong()
        ? Units.share(result.count(), rows.getAsLong())
        : "";
  }

  /** From what it was decided; empty where it was not. */
  String decided() {
    return result.basis().kind() == Basis.Kind.NONE ? "" : decided(result.basis());
  }

  static String decided(Basis basis) {
    return switch (basis.kind()) {
      case SCHEMA -> "by the schema";
      case STATISTICS -> "by statistics, 0 bytes read";
      case BOUNDED -> "by bounds, 0 bytes read";
      case SCAN -> "by a scan of " + Units.bytes(basis.bytes());
      case NONE -> "not decided";
    };
  }

  /** The place in the configuration, such as {@code plumbline.yaml:31}; empty where unknown. */
  String place() {
    int line = result.at().line();
    if (line <= 0) {
      return "";
    }
    return configuration.map(file -> file + ":" + line).orElse("line " + line);
  }

  /** Where the documentation explains the check. */
  String docs() {
    return docs(result.check());
  }

  static String docs(Check check) {
    return DOCS + check.anchor();
  }
}
