package dev.plumbline.runtime.model;

import dev.plumbline.runtime.config.TimestampFormat;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Which columns may tell the time in which format (rule S3). */
final class TimeFormats {
  // More digits leave no room for the computation in 38.
  private static final int DIGITS = 18;

  private TimeFormats() {}

  /** What to do about a column that does not fit; empty if it does. */
  static Optional<String> misfit(Optional<TimestampFormat> format, Field column) {
    ArrowType type = column.getType();
    boolean text =
        type instanceof ArrowType.Utf8
            || type instanceof ArrowType.LargeUtf8
            || type instanceof ArrowType.Utf8View;
    boolean number =
        type instanceof ArrowType.Int
            || type instanceof ArrowType.FloatingPoint
            || (type instanceof ArrowType.Decimal decimal
                && decimal.getScale() >= 0
                && decimal.getScale() <= DIGITS);
    if (format.isEmpty()) {
      return Optional.of(
          text
              ? "if it has times in ISO-8601, write timestamp_format: iso-8601; else make a"
                  + " timestamp of it in select_expr"
              : number
                  ? "if it counts from 1970, write timestamp_format: epoch-seconds or"
                      + " timestamp_format: epoch-millis"
                  : "accepted are timestamps and dates; text and numbers with timestamp_format");
    }
    boolean iso = format.get() == TimestampFormat.ISO_8601;
    if (iso ? text : number) {
      return Optional.empty();
    }
    if (type instanceof ArrowType.Timestamp || type instanceof ArrowType.Date) {
      return Optional.of("it is a time already; remove timestamp_format");
    }
    return Optional.of(
        iso
            ? number
                ? "accepted is text; numbers are epoch-seconds or epoch-millis"
                : "accepted is text"
            : text
                ? "accepted are numbers; text in ISO-8601 is iso-8601"
                : "accepted are whole numbers, floating-point numbers and decimals of up to "
                    + DIGITS
                    + " digits after the point");
  }
}
