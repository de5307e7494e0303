package dev.plumbline.standalone;

/**
 * The entry of the command line.
 *
 * <p>Exit codes: 0 passed; 1 checks failed; 2 what was asked for cannot be (usage, configuration, a
 * name or table that does not exist, something unsupported); 3 a source or the run failed
 * (permission, connection, damaged data, anything internal); 130 interrupted.
 *
 * @since 0.1.0
 */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the arguments of the command line
   */
  public static void main(String[] args) {
    // Scripts ask for the version often: nothing but this class and Version may be loaded for it.
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println(Version.line());
      return;
    }
    // The launcher's own: it lets Java write down which classes a demo loads.
    if (args.length == 1 && args[0].equals("--load-classes")) {
      Training.run();
      return;
    }
    Interruption interruption = Interruption.ofProcess();
    int code = Application.ofProcess(interruption).run(args);
    interruption.finished();
    System.exit(code);
  }
}
