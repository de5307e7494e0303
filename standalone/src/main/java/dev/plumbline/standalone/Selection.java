package dev.plumbline.standalone;

import dev.plumbline.runtime.ReadRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

  OptionalLong limit() {
    if (limit == null) {
      return OptionalLong.empty();
    }
    if (limit < 0) {
      throw new UsageException("--limit is " + limit + "; write a number from 0");
    }
    return OptionalLong.of(limit);
  }

  /** The request with the limit that the user gave. */
  ReadRequest request(String target) {
    return builder(target, limit()).build();
  }

  /** The request, for commands that say more. */
  ReadRequest.Builder builder(String target, OptionalLong most) {
    ReadRequest.Builder request = ReadRequest.builder(target).columns(columns);
    if (where != null) {
      request.where(where);
    }
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
    return request;
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
