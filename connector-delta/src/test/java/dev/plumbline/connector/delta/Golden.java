package dev.plumbline.connector.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorContext;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.Deletes;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.Place;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.ScanPlan;
import dev.plumbline.spi.ScanRequest;
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.TemporaryObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** The tables that Spark wrote, and short ways to use the connector on them. */
final class Golden {
  static final Path FOLDER = Path.of("src/test/resources/golden").toAbsolutePath();
  static final QueryContext QUERY = new Query();

  private static final ObjectMapper JSON = new ObjectMapper();

  private Golden() {}

  /** One readable state of one table. */
  record State(JsonNode table, long version, boolean isLatest) {
    String name() {
      return table.path("table").asText();
    }

    Path expectedFile() {
      return FOLDER.resolve(
          isLatest ? name() + ".expected.jsonl" : name() + ".v" + version + ".expected.jsonl");
    }

    List<JsonNode> expected() {
      return lines(expectedFile());
    }

    @Override
    public String toString() {
      return name() + " version " + version;
    }
  }

  static Stream<State> states() {
    List<State> states = new ArrayList<>();
    for (JsonNode table : lines(FOLDER.resolve("tables.jsonl"))) {
      if (table.has("refused")) {
        continue;
      }
      states.add(new State(table, table.path("version").asLong(), true));
      table.path("versions").forEach(v -> states.add(new State(table, v.asLong(), false)));
    }
    return states.stream();
  }

  static Stream<State> latest() {
    return states().filter(State::isLatest);
  }

  static List<JsonNode> lines(Path file) {
    try {
      List<JsonNode> lines = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Connector connector(Path root) {
    DeltaConnectorFactory factory = new DeltaConnectorFactory();
    return factory.create(
        factory.sourceSpec().read("lake", Map.of("path", root.toString()), root).orThrow(),
        new Context());
  }

  static ConnectorConfig options(Map<String, ?> options) {
    return new DeltaConnectorFactory().relationSpec().read("read", options, FOLDER).orThrow();
  }

  static TableHandle resolve(ReadSession session, String name, Map<String, ?> options) {
    return session
        .introspector()
        .resolve(QUERY, new Relation.Location(name), options(options))
        .orElseThrow();
  }

  static TableHandle resolve(ReadSession session, State state) {
    return resolve(
        session,
        state.name(),
        state.isLatest() ? Map.of() : Map.of("versionAsOf", state.version()));
  }

  static ScanPlan plan(ReadSession session, TableHandle table, Predicate... conjuncts) {
    List<String> columns = table.schema().getFields().stream().map(Field::getName).toList();
    return session
        .scan()
        .orElseThrow()
        .plan(
            QUERY,
            ScanRequest.builder(table, columns)
                .conjuncts(List.of(conjuncts))
                .statisticsFor(new HashSet<>(leaves(table)))
                .build());
  }

  static List<DataFile> files(ReadSession session, ScanPlan plan) {
    List<DataFile> files = new ArrayList<>();
    for (Part part : plan.parts()) {
      try (CloseableIterator<DataFile> listed = session.reader().files(QUERY, (Part.Files) part)) {
        listed.forEachRemaining(files::add);
      }
    }
    return files;
  }

  static long rows(ReadSession session, ScanPlan plan) {
    return files(session, plan).stream().mapToLong(Golden::liveRows).sum();
  }

  static long liveRows(DataFile file) {
    long deleted = file.deletes().map(d -> ((Deletes.Positions) d).count()).orElse(0L);
    return file.rows().orElseThrow() - deleted;
  }

  /** Columns, and fields inside structs, that have a value of their own. */
  static Set<FieldPath> leaves(TableHandle table) {
    Set<FieldPath> found = new HashSet<>();
    collect(table.schema().getFields(), List.of(), found);
    return found;
  }

  private static void collect(List<Field> fields, List<String> above, Set<FieldPath> found) {
    for (Field field : fields) {
      List<String> path = new ArrayList<>(above);
      path.add(field.getName());
      if (field.getType() instanceof ArrowType.Struct) {
        collect(field.getChildren(), path, found);
      } else if (!field.getType().isComplex()) {
        found.add(new FieldPath(path));
      }
    }
  }

  static ArrowType type(TableHandle table, FieldPath path) {
    Field field = table.schema().findField(path.names().get(0));
    for (String step : path.names().subList(1, path.names().size())) {
      field =
          field.getChildren().stream()
              .filter(child -> child.getName().equals(step))
              .findFirst()
              .orElseThrow();
    }
    return field.getType();
  }

  /** The value of an expected row, in the form that the fixtures' README describes. */
  static Literal value(JsonNode row, FieldPath path, ArrowType type) {
    JsonNode node = row;
    for (String step : path.names()) {
      node = node.path(step);
    }
    if (node.isNull() || node.isMissingNode()) {
      return new Literal(type, null);
    }
    String text = node.asText();
    Object value =
        switch (type.getTypeID()) {
          case Bool -> node.booleanValue();
          case Int -> node.longValue();
          case Decimal -> new BigDecimal(text);
          case FloatingPoint -> floating((ArrowType.FloatingPoint) type, text);
          case Utf8 -> text;
          case Binary -> ByteBuffer.wrap(HexFormat.of().parseHex(text)).asReadOnlyBuffer();
          case Date -> LocalDate.parse(text);
          case Timestamp -> text.endsWith("Z") ? Instant.parse(text) : LocalDateTime.parse(text);
          default -> throw new IllegalArgumentException(type.toString());
        };
    return new Literal(type, value);
  }

  private static double floating(ArrowType.FloatingPoint type, String text) {
    return type.getPrecision() == FloatingPointPrecision.SINGLE
        ? Float.parseFloat(text)
        : Double.parseDouble(text);
  }

  static int compare(Literal a, Literal b) {
    return Literals.compare(a, b).orElseThrow();
  }

  /** Copies a table into a folder, where a test may damage it. */
  static Path copy(String name, Path into) throws IOException {
    Path from = FOLDER.resolve(name);
    Path to = into.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  static Path commit(Path table, long version) {
    Path file = table.resolve("_delta_log").resolve("%020d.json".formatted(version));
    assertThat(file).exists();
    return file;
  }

  private static final class Context implements ConnectorContext {
    @Override
    public String sourceName() {
      return "lake";
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public Place place() {
      return Place.COORDINATOR;
    }
  }

  private static final class Query implements QueryContext {
    @Override
    public String queryId() {
      return "q1";
    }

    @Override
    public Instant deadline() {
      return Instant.MAX;
    }

    @Override
    public BufferAllocator allocator() {
      throw new UnsupportedOperationException("a log needs no Arrow memory");
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public Registration onCancel(Runnable quick) {
      return () -> {};
    }

    @Override
    public void remember(TemporaryObject object) {
      throw new UnsupportedOperationException("reading creates nothing");
    }
  }
}
