package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.config.LocatedProblem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show works as they show it. */
class DocsIT {
  private static final Path REPOSITORY = Distribution.REPOSITORY;
  private static final Path CONNECTOR_GUIDE = REPOSITORY.resolve("docs/write-a-connector.md");
  private static final Path CONNECTOR = REPOSITORY.resolve("examples/connector-csv");
  private static final Path SQL_EXAMPLE =
      REPOSITORY.resolve(
          "integration-tests/src/test/java/dev/plumbline/integration/ExampleSql.java");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @TempDir private Path folder;

  private static Stream<Path> documents() {
    return Stream.of("README.md", "docs/command-line.md", "docs/configuration.md")
        .map(REPOSITORY::resolve);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The indented blocks of a document, without their indentation. */
  static List<String> blocks(Path document) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    for (String line : lines(document)) {
      if (line.startsWith("    ")) {
        block.append(line.substring(4)).append('\n');
      } else if (line.isBlank() && block.length() > 0) {
        block.append('\n');
      } else if (block.length() > 0) {
        blocks.add(block.toString().strip() + "\n");
        block.setLength(0);
      }
    }
    if (block.length() > 0) {
      blocks.add(block.toString().strip() + "\n");
    }
    return blocks;
  }

  private static boolean isConfiguration(String block) {
    return block.startsWith("version: 1\n");
  }

  private static boolean isJava(String block) {
    return block.contains(";\n");
  }

  static Stream<String> shownCommands() {
    return documents()
        .flatMap(document -> blocks(document).stream())
        .flatMap(String::lines)
        .filter(line -> line.startsWith("./plumbline"))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("shownCommands")
  void showsCommandsThatRun(String command) {
    CommandLine.Result result =
        CommandLine.in(REPOSITORY)
            .with("PLUMBLINE_QUICKSTART", Distribution.QUICKSTART.toString())
            .shell(
                "plumbline=$1; shift; "
                    + command.replaceFirst("^\\./plumbline", "\"\\$plumbline\""),
                Distribution.HOME.resolve("bin/plumbline").toString());

    assertThat(result.code()).as("%s", result).isEqualTo(command.contains(" validate") ? 1 : 0);
    assertThat(result.err()).as("%s", result).isEmpty();
    assertThat(result.out()).isNotEmpty();
  }

  static Stream<String> shownConfigurations() {
    return documents()
        .flatMap(document -> blocks(document).stream())
        .filter(DocsIT::isConfiguration);
  }

  @ParameterizedTest
  @MethodSource("shownConfigurations")
  void showsConfigurationsThatAreRight(String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve("plumbline.yaml"), configuration);

    try (Plumbline plumbline = Plumbline.open(file)) {
      assertThat(plumbline.configuration().datasets()).isNotEmpty();
      assertThat(plumbline.configuration().warnings())
          .extracting(LocatedProblem::toString)
          .isEmpty();
    }
  }

  @Test
  void showsJavaThatCompiles() {
    List<String> snippets =
        blocks(REPOSITORY.resolve("README.md")).stream().filter(DocsIT::isJava).toList();

    assertThat(snippets).hasSize(1);
    assertThat(compile(snippets.get(0))).isEmpty();
    assertThat(compile(snippets.get(0).replace("plumbline.read(", "plumbline.reed("))).isNotEmpty();
  }

  /** What the compiler says against a snippet within a method. */
  private String compile(String snippet) {
    String source =
        """
        import dev.plumbline.runtime.*;
        import java.nio.file.Path;
        import java.util.Optional;
        import org.apache.arrow.vector.VectorSchemaRoot;

        class Snippet {
          void run() {
        %s
          }
        }
        """
            .formatted(snippet);
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                output,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-classpath",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    "-d",
                    folder.toString()),
                null,
                List.of(file))
            .call();
    return compiled ? "" : output + "does not compile: " + source;
  }

  @Test
  void showsTheConnectorThatIsThere() throws IOException {
    Set<String> written = new LinkedHashSet<>();
    try (Stream<Path> files = Files.walk(CONNECTOR)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(CONNECTOR.resolve("target")))
          .forEach(file -> lines(file).forEach(line -> written.add(line.strip())));
    }
    lines(SQL_EXAMPLE).forEach(line -> written.add(line.strip()));
    List<String> shown =
        blocks(CONNECTOR_GUIDE).stream()
            .filter(block -> isJava(block) || block.startsWith("<"))
            .flatMap(String::lines)
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();

    assertThat(shown).hasSizeGreaterThan(30);
    assertThat(written).containsAll(shown);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void namesCommandsAndOptionsThatAreThere(Path document) {
    Set<String> commands = new LinkedHashSet<>();
    Matcher matcher =
        Pattern.compile("`(?:\\./)?plumbline ([a-z]+)[^`]*`")
            .matcher(String.join("\n", lines(document)));
    while (matcher.find()) {
      commands.add(matcher.group(1));
    }
    String help = CommandLine.in(folder).run("--help").succeeded().out();
    assertThat(commands)
        .allSatisfy(command -> assertThat(help).containsPattern("(?m)^  " + command + " "));
  }

  @Test
  void listsTheKeysThatTheSchemaHas() {
    JsonNode schema = CommandLine.in(folder).run("schema").succeeded().json();
    List<String> documented = tableKeys(REPOSITORY.resolve("docs/configuration.md"));

    Set<String> keys = new LinkedHashSet<>();
    schema.get("properties").fieldNames().forEachRemaining(keys::add);
    assertThat(documented).containsAll(keys);
    for (String key : documented) {
      assertThat(schema.findValue(key)).as("'%s' in the schema", key).isNotNull();
    }
  }

  /** The names in the first column of the tables of keys. */
  private static List<String> tableKeys(Path document) {
    List<String> keys = new ArrayList<>();
    boolean inside = false;
    for (String line : lines(document)) {
      inside = line.startsWith("| key |") || (inside && line.startsWith("|"));
      if (inside) {
        Matcher name =
            Pattern.compile("`([a-z_]+)`").matcher(line.substring(0, line.indexOf('|', 1)));
        while (name.find()) {
          keys.add(name.group(1));
        }
      }
    }
    return keys;
  }

  @Test
  void listsTheKeysOfJsonResults() throws IOException {
    Path kept = folder.resolve("kept.json");
    Files.writeString(kept, CommandLine.in(REPOSITORY).run(example("discover", kept)).out());
    List<String> rows =
        lines(REPOSITORY.resolve("docs/command-line.md")).stream()
            .dropWhile(line -> !line.startsWith("| command | keys |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows).hasSize(7);
    for (String row : rows) {
      String command = row.substring(row.indexOf('`') + 1, row.indexOf('`', row.indexOf('`') + 1));
      JsonNode json = CommandLine.in(REPOSITORY).run(example(command, kept)).json();
      Set<String> keys = new LinkedHashSet<>();
      json.fieldNames().forEachRemaining(keys::add);
      assertThat(keys).as(command).contains("version", "command");
      keys.removeAll(Set.of("version", "command"));
      assertThat(keys).as(command).isNotEmpty();
      assertThat(keys).as(command).allSatisfy(key -> assertThat(row).contains("`" + key + "`"));
    }
  }

  private static String[] example(String command, Path kept) {
    String location = "delta:examples/quickstart/data/training";
    String arguments =
        switch (command) {
          case "plan", "discover" -> command + " " + location;
          case "validate" -> "validate churn.training -c examples/quickstart/plumbline.yaml";
          case "diff" -> "diff " + kept + " " + kept;
          case "connectors describe" -> "connectors describe delta";
          default -> command;
        };
    return (arguments + " --output json").split(" ");
  }

  static Stream<Path> linkingDocuments() {
    return Stream.concat(
        documents(),
        Stream.of(
                "docs/write-a-connector.md",
                "docs/checks.md",
                "docs/reports.md",
                "docs/embedding.md",
                "CONTRIBUTING.md")
            .map(REPOSITORY::resolve));
  }

  @ParameterizedTest
  @MethodSource("linkingDocuments")
  void linksToFilesThatAreThere(Path document) {
    Matcher link = LINK.matcher(String.join("\n", lines(document)));
    while (link.find()) {
      assertThat(document.resolveSibling(link.group(1))).as(link.group()).exists();
    }
  }
}
