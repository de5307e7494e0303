package dev.plumbline.runtime;

import dev.plumbline.runtime.model.TypeNames;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ColumnTrait;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Introspector;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.SchemaName;
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.TableStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.pojo.Field;

/** Lists what a source has. */
final class Discovery {
  private final QueryScope scope;
  private final Sources sources;

  Discovery(QueryScope scope, Sources sources) {
    this.scope = scope;
    this.sources = sources;
  }

  List<DiscoveredTable> discover(String sourceOrLocation, Optional<String> pattern) {
    String source =
        sources.isLocation(sourceOrLocation)
            ? sources.location(sourceOrLocation).source()
            : sources.source(sourceOrLocation).name();
    ReadSession session = sources.begin(scope, source);
    Introspector introspector = session.introspector();
    Optional<Pattern> wanted = pattern.map(Discovery::glob);
    List<DiscoveredTable> tables = new ArrayList<>();
    try (CloseableIterator<SchemaName> schemas = introspector.schemas(scope)) {
      while (schemas.hasNext()) {
        try (CloseableIterator<Relation.Table> found = introspector.tables(scope, schemas.next())) {
          while (found.hasNext()) {
            Relation.Table table = found.next();
            String name = String.join("/", table.path());
            if (wanted.isEmpty() || wanted.get().matcher(name).matches()) {
              tables.add(describe(introspector, table, name));
            }
          }
        }
      }
    }
    return tables;
  }

  private DiscoveredTable describe(Introspector introspector, Relation.Table table, String name) {
    try {
      Optional<TableHandle> resolved = introspector.resolve(scope, table, ConnectorConfig.empty());
      if (resolved.isEmpty()) {
        return unreadable(name, "it vanished while it was looked at; run discover again");
      }
      TableHandle handle = resolved.get();
      TableStatistics statistics = introspector.statistics(scope, handle, Set.of());
      List<DiscoveredColumn> columns = new ArrayList<>();
      for (Field field : handle.schema().getFields()) {
        Set<ColumnTrait> traits =
            handle.traits().getOrDefault(FieldPath.of(field.getName()), Set.of());
        columns.add(
            new DiscoveredColumn(
                field.getName(),
                TypeNames.of(field),
                field.isNullable() && !traits.contains(ColumnTrait.NEVER_NULL),
                traits.stream().map(ColumnTrait::name).sorted().toList()));
      }
      return new DiscoveredTable(
          name,
          Optional.of(handle.provenance()),
          columns,
          statistics.rows(),
          statistics.files(),
          statistics.bytes(),
          Optional.empty());
    } catch (ConnectorException e) {
      return unreadable(name, String.valueOf(e.getMessage()));
    }
  }

  private static DiscoveredTable unreadable(String name, String problem) {
    return new DiscoveredTable(
        name,
        Optional.empty(),
        List.of(),
        Amount.UNKNOWN,
        Amount.UNKNOWN,
        Amount.UNKNOWN,
        Optional.of(problem));
  }

  static Pattern glob(String text) {
    StringBuilder regex = new StringBuilder();
    text.codePoints()
        .forEach(
            c ->
                regex.append(
                    c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
