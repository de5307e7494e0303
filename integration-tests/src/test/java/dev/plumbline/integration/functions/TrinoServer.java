package dev.plumbline.integration.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trino, asked by its own <a href="https://trino.io/docs/435/develop/client-protocol.html">client
 * protocol</a>, whose JSON says values and types without a driver's conversions.
 */
final class TrinoServer implements SqlServer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  private TrinoServer(URI address) {
    this.address = address;
  }

  static TrinoServer start() throws IOException, SQLException {
    ChildJvm child =
        ChildJvm.start("test-trino", "dev.plumbline.test.trino.TrinoProcess", "-Xmx512m");
    TrinoServer server = new TrinoServer(URI.create(child.line()));
    for (String statement : new TableSql(Engine.TRINO).statements()) {
      server.execute(statement);
    }
    return server;
  }

  @Override
  public void execute(String sql) throws SQLException {
    rows(sql);
  }

  @Override
  public Rows rows(String sql) throws SQLException {
    JsonNode page =
        send(
            HttpRequest.newBuilder(address.resolve("/v1/statement"))
                .header("X-Trino-User", "judge")
                .header("X-Trino-Catalog", "memory")
                .header("X-Trino-Schema", "default")
                .header("X-Trino-Time-Zone", "UTC")
                // Without it, times are rounded to milliseconds on their way.
                .header("X-Trino-Client-Capabilities", "PARAMETRIC_DATETIME")
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build());
    List<String> names = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    List<@Nullable Object[]> values = new ArrayList<>();
    while (true) {
      if (page.has("error")) {
        throw new SQLException(page.get("error").get("message").textValue());
      }
      if (types.isEmpty() && page.has("columns")) {
        for (JsonNode column : page.get("columns")) {
          names.add(column.get("name").textValue());
          types.add(Type.of(column.get("type").textValue()));
        }
      }
      for (JsonNode data : page.path("data")) {
        @Nullable Object[] row = new @Nullable Object[types.size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = value(types.get(i), data.get(i));
        }
        values.add(row);
      }
      if (!page.has("nextUri")) {
        return new Rows(names, types, values);
      }
      page = send(HttpRequest.newBuilder(URI.create(page.get("nextUri").textValue())).build());
    }
  }

  private JsonNode send(HttpRequest request) throws SQLException {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new SQLException("Trino: HTTP " + response.statusCode() + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new SQLException("Trino does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }

  private static @Nullable Object value(Type type, JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    return switch (type.name()) {
      case "boolean" -> node.booleanValue();
      case "tinyint", "smallint", "integer", "bigint" -> Long.parseLong(node.asText());
      case "real" -> Float.parseFloat(node.asText());
      case "double" -> Double.parseDouble(node.asText());
      case "decimal" -> new BigDecimal(node.textValue());
      case "varbinary" -> Base64.getDecoder().decode(node.textValue());
      case "date" -> LocalDate.parse(node.textValue());
      case "timestamp" -> LocalDateTime.parse(node.textValue().replace(' ', 'T'));
      case "instant" -> {
        String[] parts = node.textValue().split(" ", 3);
        yield LocalDateTime.parse(parts[0] + "T" + parts[1])
            .atZone(ZoneId.of(parts[2]))
            .toInstant();
      }
      case "array" -> {
        List<@Nullable Object> items = new ArrayList<>();
        node.forEach(item -> items.add(value(type.arguments().get(0), item)));
        yield Collections.unmodifiableList(items);
      }
      case "map" -> {
        Map<@Nullable Object, @Nullable Object> items = new LinkedHashMap<>();
        node.fields()
            .forEachRemaining(
                entry ->
                    items.put(
                        value(
                            type.arguments().get(0),
                            JSON.getNodeFactory().textNode(entry.getKey())),
                        value(type.arguments().get(1), entry.getValue())));
        yield items;
      }
      case "struct" -> {
        List<@Nullable Object> fields = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
          fields.add(value(type.arguments().get(i), node.get(i)));
        }
        yield fields.toArray();
      }
      default -> Objects.requireNonNull(node.asText());
    };
  }
}
