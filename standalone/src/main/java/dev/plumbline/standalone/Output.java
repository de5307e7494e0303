package dev.plumbline.standalone;

import picocli.CommandLine.Option;

/** The option that chooses between people and programs. */
final class Output {
  /** Who reads the result. */
  enum Form {
    CONSOLE,
    JSON
  }

  @Option(
      names = "--output",
      paramLabel = "FORM",
      defaultValue = "console",
      description = "console or json. Default: console.")
  private Form form = Form.CONSOLE;

  boolean isJson() {
    return form == Form.JSON;
  }
}
