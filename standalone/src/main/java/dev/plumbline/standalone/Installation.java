package dev.plumbline.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where this program lives.
 *
 * @param home the unpacked distribution; empty where only classes run
 * @param quickstart the folder of the bundled example; empty where it is not there
 * @param cacheFolder where things go that can be made again
 * @param command how the user calls this program
 */
record Installation(
    Optional<Path> home, Optional<Path> quickstart, Path cacheFolder, String command) {
  static Installation of(Properties properties, Map<String, String> environment) {
    return new Installation(
        property(properties, "plumbline.home").map(Path::of),
        property(properties, "plumbline.quickstart").map(Path::of).filter(Files::isDirectory),
        property(properties, "plumbline.cache")
            .map(Path::of)
            .orElseGet(() -> userCache(properties, environment)),
        property(properties, "plumbline.command").orElse("plumbline"));
  }

  private static Optional<String> property(Properties properties, String name) {
    return Optional.ofNullable(properties.getProperty(name)).filter(value -> !value.isBlank());
  }

  private static Path userCache(Properties properties, Map<String, String> environment) {
    String given = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches =
        given.isBlank() ? Path.of(properties.getProperty("user.home"), ".cache") : Path.of(given);
    return caches.resolve("plumbline");
  }

  Optional<Path> connectorFolder() {
    return home.map(folder -> folder.resolve("connectors")).filter(Files::isDirectory);
  }
}
