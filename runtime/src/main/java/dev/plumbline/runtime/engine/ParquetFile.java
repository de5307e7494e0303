package dev.plumbline.runtime.engine;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Reach;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Writes batches into a Parquet file, by a session that can write nothing else. */
final class ParquetFile {
  private ParquetFile() {}

  static long write(
      QueryContext q,
      BatchReader rows,
      Map<String, String> metadata,
      Path file,
      DuckDb duckDb,
      LocalEngineOptions options) {
    String path = file.toAbsolutePath().toString();
    Part.Batches part = Part.Batches.builder(Token.EMPTY, Reach.SESSION).build();
    EngineInput input =
        new EngineInput("rows", rows.schema(), List.of(part), (query, batches) -> rows);
    InputShare share = new InputShare(input, (query, batches) -> rows, List.of(), List.of(part));
    try (Feeds feeds = new Feeds(q);
        ArrowReader batches = feeds.batches(share);
        DuckSession session =
            DuckSession.open(
                duckDb,
                options.threads(),
                options.memoryBytes(),
                options.spillFolder(),
                List.of(path))) {
      session.register("rows", batches, q.allocator());
      Registration cancellation = q.onCancel(session::interrupt);
      try {
        return session.write(
            "COPY (SELECT * FROM rows) TO "
                + DuckSql.text(path)
                + " (FORMAT parquet, COMPRESSION zstd"
                + keyValues(metadata)
                + ")");
      } catch (SQLException e) {
        if (q.isCancelled()) {
          throw new ConnectorException(
              StandardErrorCode.CANCELLED, "the query was cancelled while it wrote " + file, e);
        }
        throw feeds.failure().orElseGet(() -> EngineErrors.map(e, List.of()));
      } finally {
        cancellation.close();
      }
    } catch (SQLException | IOException e) {
      throw EngineErrors.map(e, List.of());
    }
  }

  private static String keyValues(Map<String, String> metadata) {
    return metadata.isEmpty()
        ? ""
        : metadata.entrySet().stream()
            .map(entry -> DuckSql.name(entry.getKey()) + ": " + DuckSql.text(entry.getValue()))
            .collect(Collectors.joining(", ", ", KV_METADATA {", "}"));
  }
}
