package dev.plumbline.runtime.plugin;

/** Sources of small connectors, healthy and ill. */
final class ZooSources {
  private ZooSources() {}

  private static final String FACTORY =
      """
      package zoo;

      import dev.plumbline.spi.*;
      import java.util.*;
      import org.apache.arrow.vector.types.pojo.*;

      public class Factory implements ConnectorFactory {
        /* MEMBERS */
        static final ConfigProperty<String> PATH =
            ConfigProperty.builder("path", ConfigType.text(), "Where it is.").build();
        public ConnectorName name() { /* NAME */ return new ConnectorName("NAME"); }
        public int spiVersion() { /* VERSION */ return 1; }
        public ConfigSpec sourceSpec() { /* SOURCE */ return ConfigSpec.builder().property(PATH).build(); }
        public ConfigSpec relationSpec() { /* RELATION */ return ConfigSpec.none(); }
        public AccessPlan access(ConnectorConfig config, AccessScope scope) {
          return AccessPlan.builder().build();
        }
        public Connector create(ConnectorConfig config, ConnectorContext context) {
          /* CREATE */ return new Rows();
        }

        static class Rows extends ScanOnlyConnector {
          static final Schema SCHEMA =
              new Schema(List.of(Field.nullable("word", new ArrowType.Utf8())));

          protected List<Relation.Table> tables(QueryContext q) {
            return List.of(new Relation.Table(List.of("words")));
          }
          protected Optional<Schema> schema(QueryContext q, Relation r, ConnectorConfig o) {
            return Optional.of(SCHEMA);
          }
          protected BatchReader read(
              QueryContext q, Relation r, ConnectorConfig o, Schema wanted, List<Predicate> p) {
            List<Object[]> rows = new ArrayList<>();
            for (String word : List.of("plumb", "line", "NAME")) {
              rows.add(new Object[] {word});
            }
            return RowBatches.of(wanted, rows.iterator(), q.allocator(), () -> {});
          }
        }
      }
      """;

  /** A connector of one table that works. */
  static String good(String name) {
    return FACTORY.replace("NAME\"", name + "\"");
  }

  /** A connector whose method does something else instead. */
  static String instead(String name, String slot, String code) {
    String source = good(name);
    String marker = "/* " + slot + " */";
    int start = source.indexOf(marker);
    int end = slot.equals("MEMBERS") ? start + marker.length() : source.indexOf(';', start) + 1;
    return source.substring(0, start) + code + source.substring(end);
  }
}
