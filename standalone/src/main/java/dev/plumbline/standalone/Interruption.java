package dev.plumbline.standalone;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What has to be done when the user interrupts, such as cancelling a query or deleting an
 * unfinished file. The newest comes first.
 */
final class Interruption {
  private static final long PATIENCE_MILLIS = 5_000;

  private final ConcurrentLinkedDeque<Runnable> actions = new ConcurrentLinkedDeque<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean happened;

  /** Listens to the signals that end this process, which then exits with 130 (or 143). */
  static Interruption ofProcess() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(interruption::processEnds, "plumbline-interrupted"));
    return interruption;
  }

  private void processEnds() {
    if (finished.getCount() == 0) {
      return;
    }
    Thread worker = new Thread(this::interrupt, "plumbline-cancelling");
    worker.setDaemon(true);
    worker.start();
    try {
      // The command now ends by itself and cleans up; a source that does not answer must not keep
      // the user waiting.
      boolean ended = finished.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      System.getLogger("dev.plumbline").log(System.Logger.Level.DEBUG, "ended: {0}", ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs everything that is registered. */
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
    finished.countDown();
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
