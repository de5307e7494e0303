package dev.plumbline.standalone;

import dev.plumbline.runtime.ReadRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which rows and columns are wanted. */
final class Selection {
  @Option(
      names = "--columns",
      paramLabel = "COLUMN",
      split = ",",
      description = "The columns, in this order, separated by commas. Default: all.")
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description = "A condition on the columns, such as \"tenure_months > 12\".")
  private @Nullable String where;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The first instant wanted: 2026-02-15, or 2026-02-15T10:30:00Z. Days begin in UTC.")
  private @Nullable String from;

  @Option(
      names = {"--to-time", "--until"},
      paramLabel = "TIME",
      description = "The first instant no longer wanted.")
  private @Nullable String until;

  @Option(names = "--limit", paramLabel = "ROWS", description = "The most rows wanted.")
  private @Nullable Long limit;

  @Option(
      names = "--labels-as-of",
      paramLabel = "TIME",
      description =
          "Labels from actuals as they were known at an instant: 2026-03-01T00:00:00Z. Replaces"
              + " the dataset's labels_as_of.")
  private @Nullable String labelsAsOf;

  @Option(
      names = "--label-status",
      description =
          "Adds the column label_status: known, pending (the row is younger than its maturity) or"
              + " missing.")
  private boolean labelStatus;

  OptionalLong limit() {
    if (limit == null) {
      return OptionalLong.empty();
    }
    if (limit < 0) {
      throw new UsageException("--limit is " + limit + "; write a number from 0");
    }
    return OptionalLong.of(limit);
  }

  /** Which of the options that a series of reads sets itself was given. */
  Optional<String> seriesOption() {
    if (from != null) {
      return Optional.of("--from");
    }
    if (until != null) {
      return Optional.of("--to-time");
    }
    return limit == null ? Optional.empty() : Optional.of("--limit");
  }

  /** The request for the rows of a time range. */
  ReadRequest request(String target, Optional<Instant> begin, Instant end) {
    ReadRequest.Builder request = builder(target).until(end);
    begin.ifPresent(request::from);
    return request.build();
  }

  private ReadRequest.Builder builder(String target) {
    ReadRequest.Builder request = ReadRequest.builder(target).columns(columns);
    if (where != null) {
      request.where(where);
    }
    if (labelsAsOf != null) {
      request.labelsAsOf(instant("--labels-as-of", labelsAsOf));
    }
    if (labelStatus) {
      request.labelStatus();
    }
    return request;
  }

  /** The request with the limit that the user gave. */
  ReadRequest request(String target) {
    return request(target, limit());
  }

  ReadRequest request(String target, OptionalLong most) {
    ReadRequest.Builder request = builder(target);
    Instant begin = from == null ? null : instant("--from", from);
    Instant end = until == null ? null : instant("--to-time", until);
    if (begin != null) {
      request.from(begin);
    }
    if (end != null) {
      request.until(end);
      if (begin != null && !begin.isBefore(end)) {
        throw new UsageException(
            "--from " + from + " is not before --to-time " + until + "; the end is exclusive");
      }
    }
    most.ifPresent(request::limit);
    return request.build();
  }

  static Instant instant(String option, String text) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new UsageException(
          option
              + " is '"
              + text
              + "', which is no instant; write a day as 2026-02-15 (begins in UTC) or a time with"
              + " its zone as 2026-02-15T10:30:00Z");
    }
  }
}
