package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.ProgressListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A line on the terminal that tells what is going on, wiped out at the end; elsewhere nothing. */
final class Progress implements ProgressListener, AutoCloseable {
  private static final String[] FRAMES = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  private static final String[] PLAIN_FRAMES = {"|", "/", "-", "\\"};
  private static final long PERIOD_MILLIS = 100;
  // Most commands are over before a line is worth looking at.
  private static final long SILENCE_MILLIS = 300;
  private static final String WIPE = "\r\u001b[K";

  private final PrintStream err;
  private final Style style;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final long began = System.nanoTime();
  private volatile String now;
  private final Thread painter;

  private Progress(PrintStream err, Style style, String first) {
    this.err = err;
    this.style = style;
    this.now = first;
    this.painter = new Thread(this::paint, "plumbline-progress");
    painter.setDaemon(true);
  }

  static Progress of(Terminal terminal, Style style, String first) {
    Progress progress = new Progress(terminal.err(), style, first);
    if (terminal.isInteractive(Terminal.Stream.ERR)) {
      progress.painter.start();
    }
    return progress;
  }

  @Override
  public void step(String dataset, String doing) {
    now = dataset + ": " + doing;
  }

  private void paint() {
    String[] frames = style.unicode() ? FRAMES : PLAIN_FRAMES;
    boolean painted = false;
    try {
      for (int i = 0; !closed.await(i == 0 ? SILENCE_MILLIS : PERIOD_MILLIS, WAIT); i++) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        String line =
            Text.cut(
                Text.line(now) + "  " + Units.duration(elapsed),
                style.width() - 4,
                style.cutMark());
        err.print(WIPE + style.paint(Style.Paint.CYAN, frames[i % frames.length]) + " " + line);
        err.flush();
        painted = true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (painted) {
      err.print(WIPE);
      err.flush();
    }
  }

  private static final TimeUnit WAIT = TimeUnit.MILLISECONDS;

  /** Wipes the line; what is printed afterwards stands alone. */
  @Override
  public void close() {
    closed.countDown();
    try {
      painter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
