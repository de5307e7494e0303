package dev.plumbline.standalone;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What has to be closed when the user interrupts, such as a running query or an unfinished file.
 * The newest is closed first.
 */
final class Interruption {
  private static final long PATIENCE_MILLIS = 5_000;

  private final ConcurrentLinkedDeque<Runnable> actions = new ConcurrentLinkedDeque<>();
  private volatile boolean happened;
  private volatile boolean finished;

  /** Listens to the signals that end this process, which then exits with 130 (or 143). */
  static Interruption ofProcess() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(interruption::processEnds, "plumbline-interrupted"));
    return interruption;
  }

  private void processEnds() {
    if (finished) {
      return;
    }
    // A source that does not answer must not keep the user waiting.
    Thread worker = new Thread(this::interrupt, "plumbline-closing");
    worker.setDaemon(true);
    worker.start();
    try {
      worker.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes everything that is registered. */
  void interrupt() {
    happened = true;
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException e) {
        // The process ends: what cannot be closed is left to the operating system.
        System.getLogger("dev.plumbline").log(System.Logger.Level.DEBUG, "closing failed", e);
      }
    }
  }

  /** Says that the command ended by itself, so that there is nothing to close. */
  void finished() {
    finished = true;
  }

  boolean happened() {
    return happened;
  }

  /**
   * Runs a body, and the action beside it if the user interrupts meanwhile.
   *
   * @return what the body returns
   */
  <T> T during(Runnable onInterrupt, Body<T> body) throws IOException {
    actions.addFirst(onInterrupt);
    try {
      return body.run();
    } finally {
      actions.remove(onInterrupt);
    }
  }

  /** What may be interrupted. */
  interface Body<T> {
    T run() throws IOException;
  }
}
