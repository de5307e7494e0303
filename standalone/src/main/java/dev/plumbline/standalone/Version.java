package dev.plumbline.standalone;

/** The version of the product, from the manifest of its jar. */
final class Version {
  private Version() {}

  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  static String line() {
    return "plumbline " + number() + " (Java " + System.getProperty("java.version") + ")";
  }
}
