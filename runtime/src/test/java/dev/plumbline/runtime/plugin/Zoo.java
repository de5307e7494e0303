package dev.plumbline.runtime.plugin;

import dev.plumbline.spi.ConnectorFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.NullMarked;

/** Builds the connectors of a catalog under test: sources go in, folders of jars come out. */
final class Zoo {
  static final String SERVICE = "META-INF/services/" + ConnectorFactory.class.getName();

  private final Path connectors;
  private final Path scratch;

  /**
   * @param connectors the folder to fill
   * @param scratch where classes are compiled
   */
  Zoo(Path connectors, Path scratch) {
    this.connectors = connectors;
    this.scratch = scratch;
  }

  /** The folder that a catalog loads. */
  Path folder() {
    return connectors;
  }

  Path folder(String name) {
    try {
      return Files.createDirectories(connectors.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a folder with one jar of one factory, {@code zoo.Factory}. */
  void connector(String folder, String source) {
    jar(
        folder(folder).resolve("connector.jar"),
        compile(Map.of("zoo.Factory", source)),
        Map.of(SERVICE, "zoo.Factory\n"));
  }

  /** Compiles classes by name against the contract. */
  Map<String, byte[]> compile(Map<String, String> sources) {
    try {
      Path output = Files.createTempDirectory(scratch, "classes");
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      StringWriter messages = new StringWriter();
      try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, contract());
        files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        boolean compiled =
            compiler
                .getTask(messages, files, null, List.of("-proc:none", "-nowarn"), null, units)
                .call();
        if (!compiled) {
          throw new AssertionError(messages.toString());
        }
      }
      Map<String, byte[]> classes = new LinkedHashMap<>();
      try (Stream<Path> found = Files.walk(output)) {
        for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
          classes.put(
              output.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void jar(Path jar, Map<String, byte[]> classes, Map<String, String> resources) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    resources.forEach((name, text) -> entries.put(name, text.getBytes(StandardCharsets.UTF_8)));
    entries.putAll(classes);
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> contract() {
    return Stream.of(
            ConnectorFactory.class, VectorSchemaRoot.class, BufferAllocator.class, NullMarked.class)
        .map(Zoo::home)
        .collect(Collectors.toUnmodifiableList());
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
