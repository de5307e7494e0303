package com.example.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.plumbline.spi.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads a folder of CSV files: each file is a table, and its first line names the columns. */
public final class CsvConnectorFactory implements ConnectorFactory {
  private static final ConfigProperty<String> PATH =
      ConfigProperty.builder("path", ConfigType.location(), "The folder.").required().build();
  private static final ConfigProperty<Map<String, ArrowType>> TYPES =
      ConfigProperty.builder("types", ConfigType.map(ConfigType.column()), "What is not text.")
          .fallback(Map.of(), "{}")
          .build();

  @Override
  public ConnectorName name() {
    return new ConnectorName("csv");
  }

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public ConfigSpec sourceSpec() {
    return ConfigSpec.builder().property(PATH).build();
  }

  @Override
  public ConfigSpec relationSpec() {
    return ConfigSpec.builder().property(TYPES).build();
  }

  @Override
  public AccessPlan access(ConnectorConfig config, AccessScope scope) {
    return AccessPlan.builder().build(); // local files need no permissions of AWS
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    Path folder = Path.of(config.value(PATH));
    return new ScanOnlyConnector() {
      @Override
      protected List<Relation.Table> tables(QueryContext q) {
        try (Stream<Path> files = Files.list(folder)) {
          Stream<String> names = files.map(file -> file.getFileName().toString()).sorted();
          return names
              .filter(name -> name.endsWith(".csv"))
              .map(CsvConnectorFactory::table)
              .toList();
        } catch (IOException e) {
          throw new ConnectorException(StandardErrorCode.EXTERNAL, "cannot list " + folder, e);
        }
      }

      @Override
      protected Optional<Schema> schema(QueryContext q, Relation table, ConnectorConfig options) {
        Map<String, ArrowType> types = options.value(TYPES);
        try (Stream<CsvRecord> lines = lines(folder, table)) {
          return lines.map(CsvRecord::getFields).findFirst().map(names -> columns(names, types));
        }
      }

      @Override
      protected BatchReader read(
          QueryContext q, Relation table, ConnectorConfig o, Schema wanted, List<Predicate> p) {
        List<Field> all = schema(q, table, o).orElseThrow().getFields();
        Stream<Object[]> rows = lines(folder, table).skip(1).map(line -> row(line, all, wanted));
        return RowBatches.of(wanted, rows.iterator(), q.allocator(), rows::close);
      }
    };
  }

  private static Relation.Table table(String file) {
    return new Relation.Table(List.of(file.substring(0, file.length() - ".csv".length())));
  }

  private static Stream<CsvRecord> lines(Path folder, Relation relation) {
    String name =
        relation instanceof Relation.Table t
            ? t.path().get(0) + ".csv"
            : ((Relation.Location) relation).glob();
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? CsvReader.builder().ofCsvRecord(file).stream() : Stream.empty();
    } catch (IOException e) {
      throw new ConnectorException(StandardErrorCode.EXTERNAL, "cannot read " + file, e);
    }
  }

  private static Schema columns(List<String> names, Map<String, ArrowType> types) {
    ArrowType text = new ArrowType.Utf8();
    return new Schema(
        names.stream().map(n -> Field.nullable(n, types.getOrDefault(n, text))).toList());
  }

  // An empty field is NULL, but in a text column it is an empty text.
  private static Object[] row(CsvRecord line, List<Field> all, Schema wanted) {
    return wanted.getFields().stream()
        .map(field -> Literal.parse(field.getType(), line.getField(all.indexOf(field))).value())
        .toArray();
  }
}
