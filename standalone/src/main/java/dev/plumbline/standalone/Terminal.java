package dev.plumbline.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where a command writes to: results to one stream, everything else to the other. */
final class Terminal {
  /** The two ends that may be a terminal. */
  enum Stream {
    OUT,
    ERR
  }

  private static final int DEFAULT_WIDTH = 120;

  private final PrintStream out;
  private final PrintStream err;
  private final Set<Stream> interactive;
  private final Map<String, String> environment;
  private final int width;

  Terminal(
      PrintStream out,
      PrintStream err,
      Set<Stream> interactive,
      Map<String, String> environment,
      int width) {
    this.out = out;
    this.err = err;
    this.interactive = Set.copyOf(interactive);
    this.environment = environment;
    this.width = width;
  }

  /** The streams of this process; the launcher knows which of them are terminals. */
  static Terminal ofProcess() {
    Set<Stream> interactive = EnumSet.noneOf(Stream.class);
    if (Boolean.getBoolean("plumbline.stdout.tty")) {
      interactive.add(Stream.OUT);
    }
    if (Boolean.getBoolean("plumbline.stderr.tty")) {
      interactive.add(Stream.ERR);
    }
    // System.out encodes by the locale and would turn names into question marks.
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        interactive,
        System.getenv(),
        width(System.getenv("COLUMNS"), System.getProperty("plumbline.columns")));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  private static int width(String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null && candidate.matches("[1-9][0-9]{0,3}")) {
        return Math.max(40, Integer.parseInt(candidate));
      }
    }
    return DEFAULT_WIDTH;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  boolean isInteractive(Stream stream) {
    return interactive.contains(stream);
  }

  /**
   * How to draw on a stream.
   *
   * @param refused what the user does not want, whatever the terminal can show
   */
  Style style(Stream stream, Set<Style.Feature> refused) {
    EnumSet<Style.Feature> features = EnumSet.noneOf(Style.Feature.class);
    if (isInteractive(stream)) {
      if (environment.getOrDefault("NO_COLOR", "").isEmpty()
          && !environment.getOrDefault("TERM", "").equals("dumb")) {
        features.add(Style.Feature.COLOUR);
      }
      if (speaksUtf8()) {
        features.add(Style.Feature.UNICODE);
      }
    }
    features.removeAll(refused);
    boolean bounded = isInteractive(stream) || !environment.getOrDefault("COLUMNS", "").isEmpty();
    return new Style(features, width, bounded ? width : Integer.MAX_VALUE);
  }

  private boolean speaksUtf8() {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
      }
    }
    return false;
  }
}
