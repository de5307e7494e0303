package dev.plumbline.integration.sql;

import dev.plumbline.integration.CanonicalRows;
import dev.plumbline.integration.OpenQuery;
import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.engine.LocalEngineOptions;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Pins tables of servers and runs plans over them in the local engine. */
final class SqlPlans implements AutoCloseable {
  // Either zero may stand for both.
  private static final Pattern ZERO = Pattern.compile(":-0\\.0(?=[,}])");

  private final OpenQuery query = new OpenQuery();
  private final List<ReadSession> sessions = new ArrayList<>();
  private final LocalEngine engine =
      new LocalEngine(
          LocalEngineOptions.builder()
              .threads(2)
              .memoryBytes(256L << 20)
              .spillFolder(Path.of("target", "cache", "spill").toAbsolutePath())
              .nativeFolder(Path.of("target", "cache", "native").toAbsolutePath())
              .build());

  OpenQuery query() {
    return query;
  }

  /** The tables of one session. */
  List<PinnedTable> pin(String source, ReadSession session, String... tables) {
    sessions.add(session);
    List<PinnedTable> pinned = new ArrayList<>();
    for (String table : tables) {
      pinned.add(
          new PinnedTable(
              source,
              "server",
              table,
              session,
              session
                  .introspector()
                  .resolve(query, new Relation.Table(List.of(table)), ConnectorConfig.empty())
                  .orElseThrow()));
    }
    return pinned;
  }

  List<PinnedTable> pushed(ServerKind kind, String source, String... tables) {
    return pin(source, new ServerConnector(kind, source).begin(query), tables);
  }

  List<PinnedTable> whole(ServerKind kind, String source, String... tables) {
    return pin(source, new WholeTables(kind).begin(query), tables);
  }

  /** The rows in an order of their own. */
  List<String> rows(PhysicalPlan plan) {
    List<String> rows = new ArrayList<>();
    try (BatchReader reader = engine.run(query, plan.query())) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          rows.addAll(CanonicalRows.of(batch));
        }
      }
    }
    return rows.stream().map(row -> ZERO.matcher(row).replaceAll(":0.0")).sorted().toList();
  }

  @Override
  public void close() {
    engine.close();
    sessions.forEach(ReadSession::close);
    query.close();
  }
}
