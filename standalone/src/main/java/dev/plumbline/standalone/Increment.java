package dev.plumbline.standalone;

import dev.plumbline.runtime.PreparedRead;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.ReadStamp;
import dev.plumbline.runtime.Watermark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The next read of a series: from where the one before ended, to a lag behind now. */
final class Increment {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private final Path file;
  private final Optional<Watermark> before;
  private final Instant end;

  private Increment(Path file, Optional<Watermark> before, Instant end) {
    this.file = file;
    this.before = before;
    this.end = end;
  }

  /** Reads how far the series has come. */
  static Increment after(Path file, Duration lag, Instant now) {
    OutputFile.at(file, "--watermark");
    Optional<Watermark> before = Watermark.read(file);
    Instant end = now.minus(lag).truncatedTo(ChronoUnit.MICROS);
    // A longer lag than before, or a clock that was set back, must not read rows again.
    return new Increment(
        file, before, before.map(Watermark::end).filter(e -> e.isAfter(end)).orElse(end));
  }

  static Duration lag(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException(
          "--lag is '" + text + "', which is no duration with a unit; write 30s, 5m, 1h or 14d");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** The request for the new rows; for none, where there can be none yet. */
  ReadRequest request(Selection selection, String target) {
    before.ifPresent(
        watermark -> {
          if (!watermark.target().equals(target)) {
            throw new UsageException(
                "--watermark: '"
                    + file
                    + "' is that of "
                    + watermark.target()
                    + "; give each dataset a file of its own");
          }
        });
    return selection.request(target, before.map(Watermark::end), end);
  }

  void requireSame(PreparedRead prepared) {
    before.ifPresent(watermark -> watermark.requireSame(prepared.stamp()));
  }

  /** Says that everything up to the end has been read. */
  void done(ReadStamp stamp) {
    new Watermark(stamp.target(), stamp.specHash(), end).write(file);
  }
}
