package dev.plumbline.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.plugin.InstalledConnector.Status;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.ScanRequest;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableHandle;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorCatalogTest {
  @TempDir Path connectors;
  @TempDir Path scratch;

  private Zoo zoo;

  @BeforeEach
  void openZoo() {
    zoo = new Zoo(connectors, scratch);
  }

  private ConnectorCatalog load() {
    return ConnectorCatalog.load(List.of(connectors), Optional.empty());
  }

  private static List<String> words(ConnectorCatalog catalog, String name) {
    try (BufferAllocator allocator = new RootAllocator();
        Connector connector =
            catalog.factory(name).create(ConnectorConfig.empty(), new FakeContexts.ForConnector());
        ReadSession session = connector.begin(new FakeContexts.ForQuery(allocator))) {
      FakeContexts.ForQuery q = new FakeContexts.ForQuery(allocator);
      TableHandle table =
          session
              .introspector()
              .resolve(q, new Relation.Table(List.of("words")), ConnectorConfig.empty())
              .orElseThrow();
      Part part =
          session
              .scan()
              .orElseThrow()
              .plan(q, ScanRequest.builder(table, List.of("word")).build())
              .parts()
              .get(0);
      List<String> words = new ArrayList<>();
      try (BatchReader reader = session.reader().open(q, (Part.Batches) part)) {
        for (Optional<VectorSchemaRoot> next = reader.next();
            next.isPresent();
            next = reader.next()) {
          try (VectorSchemaRoot batch = next.get()) {
            for (int row = 0; row < batch.getRowCount(); row++) {
              words.add(batch.getVector("word").getObject(row).toString());
            }
          }
        }
      }
      return words;
    }
  }

  @Test
  void aWholeZooOfBrokenConnectorsLeavesTheGoodOneAlone() throws IOException {
    zoo.connector("good", ZooSources.good("good"));
    Map<String, String> expected = new TreeMap<>();

    zoo.folder("no-jars");
    expected.put("no-jars", "holds no jars");

    Files.writeString(zoo.folder("corrupt").resolve("corrupt.jar"), "this is no zip file");
    expected.put("corrupt", "'corrupt.jar' cannot be read as a jar");

    Files.createDirectories(zoo.folder("jar-is-folder").resolve("odd.jar"));
    expected.put("jar-is-folder", "'odd.jar' cannot be read as a jar");

    Zoo.jar(zoo.folder("no-provider").resolve("x.jar"), Map.of(), Map.of("readme", "hello"));
    expected.put("no-provider", "no jar has a service file");

    Zoo.jar(
        zoo.folder("missing-class").resolve("x.jar"),
        Map.of(),
        Map.of(Zoo.SERVICE, "zoo.Absent\n"));
    expected.put("missing-class", "zoo.Absent not found");

    Zoo.jar(
        zoo.folder("bad-service-file").resolve("x.jar"),
        Map.of(),
        Map.of(Zoo.SERVICE, "not a class name\n"));
    expected.put("bad-service-file", "Illegal configuration-file syntax");

    Zoo.jar(
        zoo.folder("no-factory").resolve("x.jar"),
        zoo.compile(Map.of("zoo.Plain", "package zoo; public class Plain {}")),
        Map.of(Zoo.SERVICE, "zoo.Plain\n"));
    expected.put("no-factory", "not a subtype");

    Map<String, byte[]> twins =
        zoo.compile(
            Map.of(
                "zoo.Factory",
                ZooSources.good("one"),
                "zoo2.Factory",
                ZooSources.good("two").replace("package zoo;", "package zoo2;")));
    Zoo.jar(
        zoo.folder("several").resolve("x.jar"),
        twins,
        Map.of(Zoo.SERVICE, "zoo.Factory\nzoo2.Factory\n"));
    expected.put("several", "several connectors (zoo.Factory, zoo2.Factory)");

    Map<String, byte[]> halves =
        new LinkedHashMap<>(
            zoo.compile(
                Map.of(
                    "zoo.Base",
                    "package zoo; public class Base {}",
                    "zoo.Factory",
                    ZooSources.good("half")
                        .replace(
                            "class Factory implements", "class Factory extends Base implements"))));
    halves.remove("zoo/Base.class");
    Zoo.jar(zoo.folder("linkage").resolve("x.jar"), halves, Map.of(Zoo.SERVICE, "zoo.Factory\n"));
    expected.put("linkage", "NoClassDefFoundError");

    Map<String, byte[]> broken =
        new LinkedHashMap<>(zoo.compile(Map.of("zoo.Factory", ZooSources.good("garbled"))));
    broken.put("zoo/Factory.class", new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    Zoo.jar(
        zoo.folder("class-format").resolve("x.jar"), broken, Map.of(Zoo.SERVICE, "zoo.Factory\n"));
    expected.put("class-format", "ClassFormatError");

    zoo.connector(
        "constructor",
        ZooSources.instead(
            "x", "MEMBERS", "public Factory() { throw new IllegalStateException(\"no luck\"); }"));
    expected.put("constructor", "no luck");

    zoo.connector(
        "initialiser",
        ZooSources.instead("x", "MEMBERS", "static final int N = Integer.parseInt(\"none\");"));
    expected.put("initialiser", "ExceptionInInitializerError");

    zoo.connector(
        "endless",
        ZooSources.instead(
            "x", "MEMBERS", "static int f(int i) { return f(i + 1) + 1; } int n = f(0);"));
    expected.put("endless", "StackOverflowError");

    zoo.connector(
        "name-throws",
        ZooSources.instead(
            "x", "NAME", "if (true) throw new RuntimeException(\"nameless\");" + " return null;"));
    expected.put("name-throws", "ConnectorFactory.name threw java.lang.RuntimeException: nameless");

    zoo.connector("name-null", ZooSources.instead("x", "NAME", "return null;"));
    expected.put("name-null", "ConnectorFactory.name returned null");

    zoo.connector("name-invalid", ZooSources.good("Not A Name"));
    expected.put("name-invalid", "'Not A Name' must match");

    zoo.connector("spi-newer", ZooSources.instead("from-tomorrow", "VERSION", "return 2;"));
    expected.put("from-tomorrow", "SPI version 2, this runtime has 1");

    zoo.connector("spi-zero", ZooSources.instead("from-nowhere", "VERSION", "return 0;"));
    expected.put("from-nowhere", "SPI version 0, the first is 1");

    zoo.connector(
        "claims-twice",
        ZooSources.instead(
            "greedy", "RELATION", "return ConfigSpec.builder().property(PATH).build();"));
    expected.put("greedy", "both sourceSpec() and relationSpec() declare path");

    zoo.connector(
        "claims-reserved",
        ZooSources.good("reserved").replace("builder(\"path\"", "builder(\"connector\""));
    expected.put("reserved", "declares 'connector'");

    zoo.connector("spec-null", ZooSources.instead("specless", "SOURCE", "return null;"));
    expected.put("specless", "ConnectorFactory.sourceSpec returned null");

    zoo.connector(
        "spec-throws",
        ZooSources.instead("spec-throws", "RELATION", "throw new AssertionError(\"spec\");"));
    expected.put("spec-throws", "ConnectorFactory.relationSpec threw java.lang.AssertionError");

    Map<String, byte[]> split =
        new LinkedHashMap<>(zoo.compile(Map.of("zoo.Factory", ZooSources.good("split"))));
    split.put("dev/plumbline/spi/ConnectorName.class", new byte[] {1});
    Zoo.jar(
        zoo.folder("split-package").resolve("x.jar"), split, Map.of(Zoo.SERVICE, "zoo.Factory\n"));
    expected.put("split-package", "'x.jar' holds classes of dev.plumbline.spi");

    zoo.connector("twin-a", ZooSources.good("twin"));
    zoo.connector("twin-b", ZooSources.good("twin"));

    Files.writeString(connectors.resolve("loose.jar"), "");
    expected.put("loose", "lies outside of a connector's folder");
    Files.writeString(connectors.resolve("notes.txt"), "ignored");
    Files.createDirectories(connectors.resolve(".hidden"));

    try (ConnectorCatalog catalog = load()) {
      assertThat(catalog.names()).containsExactly("good");
      assertThat(words(catalog, "good")).containsExactly("plumb", "line", "good");
      assertThat(catalog.installed()).hasSize(expected.size() + 3);
      expected.forEach(
          (name, why) ->
              assertThat(catalog.installed())
                  .filteredOn(connector -> connector.name().equals(name))
                  .singleElement()
                  .satisfies(
                      connector -> {
                        assertThat(connector.status()).isEqualTo(Status.FAILED);
                        assertThat(connector.reason().orElseThrow())
                            .contains(why)
                            .contains("; ")
                            .doesNotContain("\n");
                        assertThat(connector.location()).startsWith(connectors.toString());
                      }));
      assertThat(catalog.installed())
          .filteredOn(connector -> connector.name().equals("twin"))
          .hasSize(2)
          .allSatisfy(
              twin ->
                  assertThat(twin.reason().orElseThrow())
                      .contains(connectors.resolve("twin-a").toString())
                      .contains(connectors.resolve("twin-b").toString()));
      assertThat(catalog.loaders()).hasSize(1);
    }
  }

  @Test
  void describesAReadyConnectorWithVersionAndSortedJars() {
    Path folder = zoo.folder("any");
    Zoo.jar(folder.resolve("b.jar"), Map.of(), Map.of("b", "b"));
    Zoo.jar(
        folder.resolve("a.jar"),
        zoo.compile(Map.of("zoo.Factory", ZooSources.good("good"))),
        Map.of(
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\nImplementation-Version: 4.2\n",
            Zoo.SERVICE,
            "zoo.Factory\n"));
    try (ConnectorCatalog catalog = load()) {
      assertThat(catalog.installed())
          .containsExactly(
              new InstalledConnector(
                  "good",
                  Status.READY,
                  Optional.of("4.2"),
                  Optional.of(1),
                  folder.toString(),
                  List.of("a.jar", "b.jar"),
                  Optional.empty()));
    }
  }

  @Test
  void aFolderThatDoesNotExistHoldsNoConnectors() {
    try (ConnectorCatalog catalog =
        ConnectorCatalog.load(List.of(connectors.resolve("absent")), Optional.empty())) {
      assertThat(catalog.installed()).isEmpty();
      assertThatThrownBy(() -> catalog.factory("delta"))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(StandardErrorCode.NOT_FOUND));
    }
  }

  @Test
  void aFileInPlaceOfTheFolderIsListedAsFailed() throws IOException {
    Path file = Files.writeString(connectors.resolve("file"), "");
    try (ConnectorCatalog catalog = ConnectorCatalog.load(List.of(file), Optional.empty())) {
      assertThat(catalog.installed())
          .singleElement()
          .satisfies(connector -> assertThat(connector.status()).isEqualTo(Status.FAILED));
    }
  }

  @Test
  void aFolderNamedTwiceIsLoadedOnce() {
    zoo.connector("good", ZooSources.good("good"));
    try (ConnectorCatalog catalog =
        ConnectorCatalog.load(
            List.of(connectors, connectors.resolve("../" + connectors.getFileName())),
            Optional.empty())) {
      assertThat(catalog.names()).containsExactly("good");
    }
  }

  @Test
  void aMisspeltNameGetsTheNearest() {
    zoo.connector("good", ZooSources.good("lakehouse"));
    try (ConnectorCatalog catalog = load()) {
      assertThatThrownBy(() -> catalog.factory("lakehuose")).hasMessageContaining("'lakehouse'");
      assertThatThrownBy(() -> catalog.factory("q")).hasMessageContaining("lakehouse");
    }
  }

  @Test
  void aFailedConnectorSaysWhyWhenAskedFor() {
    zoo.folder("empty");
    try (ConnectorCatalog catalog = load()) {
      assertThatThrownBy(() -> catalog.factory("empty"))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(StandardErrorCode.NOT_FOUND))
          .hasMessageContaining("holds no jars");
    }
  }

  private URLClassLoader classPathWith(String... jars) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String jar : jars) {
      urls.add(scratch.resolve(jar).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), getClass().getClassLoader());
  }

  @Test
  void findsConnectorsOnTheClassPathAndContainsBrokenOnes() throws IOException {
    Zoo.jar(
        scratch.resolve("good.jar"),
        zoo.compile(Map.of("zoo.Factory", ZooSources.good("good"))),
        Map.of(Zoo.SERVICE, "zoo.Absent\nzoo.Factory\n"));
    Zoo.jar(
        scratch.resolve("bad.jar"),
        zoo.compile(
            Map.of(
                "bad.Factory",
                ZooSources.instead("bad", "VERSION", "return -1;")
                    .replace("package zoo;", "package bad;"))),
        Map.of(Zoo.SERVICE, "bad.Factory\n"));
    try (URLClassLoader host = classPathWith("good.jar", "bad.jar");
        ConnectorCatalog catalog = ConnectorCatalog.load(List.of(), Optional.of(host))) {
      assertThat(catalog.names()).containsExactly("good");
      assertThat(words(catalog, "good")).contains("good");
      assertThat(catalog.installed())
          .allSatisfy(connector -> assertThat(connector.location()).isEqualTo("class path"))
          .extracting(InstalledConnector::name)
          .containsExactly("bad", "good", "unknown");
      assertThat(catalog.installed().get(1).jars()).containsExactly("good.jar");
    }
  }

  @Test
  void oneNameOnTheClassPathAndInAFolderFailsBoth() throws IOException {
    zoo.connector("good", ZooSources.good("good"));
    Zoo.jar(
        scratch.resolve("host.jar"),
        zoo.compile(Map.of("zoo.Factory", ZooSources.good("good"))),
        Map.of(Zoo.SERVICE, "zoo.Factory\n"));
    try (URLClassLoader host = classPathWith("host.jar");
        ConnectorCatalog catalog = ConnectorCatalog.load(List.of(connectors), Optional.of(host))) {
      assertThat(catalog.names()).isEmpty();
      assertThat(catalog.installed())
          .hasSize(2)
          .allSatisfy(
              twin ->
                  assertThat(twin.reason().orElseThrow())
                      .contains(connectors.resolve("good").toString())
                      .contains("class path (host.jar)"));
    }
  }

  @Test
  void connectorsDoNotSeeEachOthersClasses() {
    for (String name : List.of("one", "two")) {
      Zoo.jar(
          zoo.folder(name).resolve("connector.jar"),
          zoo.compile(
              Map.of(
                  "zoo.Factory",
                  ZooSources.good("x").replace("\"x\"", "Library.NAME.toString()"),
                  "zoo.Library",
                  "package zoo; public class Library { public static final Object NAME = \""
                      + name
                      + "\"; }")),
          Map.of(Zoo.SERVICE, "zoo.Factory\n"));
    }
    try (ConnectorCatalog catalog = load()) {
      assertThat(catalog.names()).containsExactly("one", "two");
      assertThat(words(catalog, "one")).contains("one");
      assertThat(words(catalog, "two")).contains("two");
    }
  }

  @Test
  void keepsNoLoaderOfAConnectorThatIsUnloaded() throws InterruptedException {
    zoo.connector("good", ZooSources.good("good"));
    ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    Set<WeakReference<ClassLoader>> loaders = new HashSet<>();
    for (int round = 0; round < 100; round++) {
      try (ConnectorCatalog catalog = load()) {
        assertThat(words(catalog, "good")).hasSize(3);
        loaders.add(new WeakReference<>(catalog.loaders().get(0), collected));
      }
    }
    assertThat(loaders).hasSize(100);
    for (int attempt = 0; attempt < 50 && !loaders.isEmpty(); attempt++) {
      System.gc();
      for (Object gone = collected.remove(200); gone != null; gone = collected.poll()) {
        loaders.remove(gone);
      }
    }
    assertThat(loaders).isEmpty();
  }
}
