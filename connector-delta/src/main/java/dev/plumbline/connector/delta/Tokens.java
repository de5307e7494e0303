package dev.plumbline.connector.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.spi.Comparison;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Polarity;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.PredicateVisitor;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.Token;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The tokens of this connector: JSON with a format number, {@code "v": 1}. */
final class Tokens {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Tokens() {}

  /**
   * A pinned table.
   *
   * @param name its path below the source's folder
   */
  record Pinned(String name, long version) {}

  /** A planned scan: reading it needs nothing else. */
  record Scan(Pinned table, List<Predicate> where, Set<FieldPath> statisticsFor) {}

  /** The deleted rows of a file of a table. */
  record Deleted(String name, DeletionVector vector) {}

  static Token of(Pinned table) {
    return Token.of(json(table).toString());
  }

  static Pinned pinned(Token token) {
    return pinned(read(token));
  }

  static Token of(Scan scan) {
    ObjectNode json = json(scan.table());
    ArrayNode where = json.putArray("where");
    for (Predicate conjunct : scan.where()) {
      where.add(
          encode(conjunct)
              .orElseThrow(() -> new IllegalArgumentException("not encodable: " + conjunct)));
    }
    ArrayNode statistics = json.putArray("statistics");
    scan.statisticsFor().forEach(path -> statistics.add(path(path)));
    return Token.of(json.toString());
  }

  static Scan scan(Token token) {
    JsonNode json = read(token);
    List<Predicate> where = new ArrayList<>();
    json.path("where").forEach(node -> where.add(predicate(node)));
    Set<FieldPath> statistics = new LinkedHashSet<>();
    json.path("statistics").forEach(node -> statistics.add(path(node)));
    return new Scan(pinned(json), where, statistics);
  }

  static Token of(Deleted deleted) {
    ObjectNode json = JSON.createObjectNode().put("v", FORMAT).put("table", deleted.name());
    DeletionVector vector = deleted.vector();
    json.put("storage", vector.storageType())
        .put("vector", vector.pathOrInline())
        .put("size", vector.size())
        .put("count", vector.count());
    vector.offset().ifPresent(offset -> json.put("offset", offset));
    return Token.of(json.toString());
  }

  static Deleted deleted(Token token) {
    JsonNode json = read(token);
    return new Deleted(
        json.path("table").asText(),
        new DeletionVector(
            json.path("storage").asText(),
            json.path("vector").asText(),
            json.has("offset") ? Optional.of(json.path("offset").intValue()) : Optional.empty(),
            json.path("size").intValue(),
            json.path("count").longValue()));
  }

  /** Whether a token can carry a condition; another one is left to the runtime. */
  static boolean canCarry(Predicate predicate) {
    return encode(predicate).isPresent();
  }

  private static ObjectNode json(Pinned table) {
    return JSON.createObjectNode()
        .put("v", FORMAT)
        .put("table", table.name())
        .put("version", table.version());
  }

  private static Pinned pinned(JsonNode json) {
    return new Pinned(json.path("table").asText(), json.path("version").longValue());
  }

  private static JsonNode read(Token token) {
    try {
      JsonNode json = JSON.readTree(token.text());
      if (json.path("v").asInt() == FORMAT) {
        return json;
      }
      throw new ConnectorException(
          StandardErrorCode.INTERNAL, "a token is not of format " + FORMAT + " of this connector");
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ConnectorException(
          StandardErrorCode.INTERNAL, "a token is not one of this connector", e);
    }
  }

  private static ArrayNode path(FieldPath path) {
    ArrayNode names = JSON.createArrayNode();
    path.names().forEach(names::add);
    return names;
  }

  private static FieldPath path(JsonNode names) {
    List<String> read = new ArrayList<>();
    names.forEach(name -> read.add(name.asText()));
    return new FieldPath(read);
  }

  private static Optional<JsonNode> encode(Predicate predicate) {
    return predicate.accept(new Encoder());
  }

  private static final class Encoder implements PredicateVisitor<Optional<JsonNode>> {
    @Override
    public Optional<JsonNode> cannot(Predicate predicate) {
      return Optional.empty();
    }

    @Override
    public Optional<JsonNode> and(Predicate.And predicate) {
      return all("and", predicate.all());
    }

    @Override
    public Optional<JsonNode> or(Predicate.Or predicate) {
      return all("or", predicate.any());
    }

    private Optional<JsonNode> all(String kind, List<Predicate> parts) {
      ObjectNode json = JSON.createObjectNode();
      ArrayNode array = json.putArray(kind);
      for (Predicate part : parts) {
        Optional<JsonNode> encoded = part.accept(this);
        if (encoded.isEmpty()) {
          return encoded;
        }
        array.add(encoded.get());
      }
      return Optional.of(json);
    }

    @Override
    public Optional<JsonNode> compare(Predicate.Compare predicate) {
      return literal(predicate.value())
          .map(
              value -> {
                ObjectNode json = JSON.createObjectNode().put("compare", predicate.op().name());
                json.set("column", path(predicate.column()));
                return json.set("value", value);
              });
    }

    @Override
    public Optional<JsonNode> oneOf(Predicate.OneOf predicate) {
      ObjectNode json = JSON.createObjectNode().put("in", predicate.polarity().name());
      json.set("column", path(predicate.column()));
      ArrayNode values = json.putArray("values");
      for (Literal value : predicate.values()) {
        Optional<JsonNode> encoded = literal(value);
        if (encoded.isEmpty()) {
          return Optional.empty();
        }
        values.add(encoded.get());
      }
      return Optional.of(json);
    }

    @Override
    public Optional<JsonNode> nullness(Predicate.Nullness predicate) {
      ObjectNode json = JSON.createObjectNode().put("null", predicate.polarity().name());
      return Optional.of(json.set("column", path(predicate.column())));
    }

    @Override
    public Optional<JsonNode> like(Predicate.Like predicate) {
      ObjectNode json =
          JSON.createObjectNode()
              .put("like", predicate.polarity().name())
              .put("pattern", predicate.pattern())
              .put("escape", predicate.escape());
      return Optional.of(json.set("column", path(predicate.column())));
    }
  }

  private static Predicate predicate(JsonNode json) {
    FieldPath column =
        json.has("column") ? path(json.get("column")) : FieldPath.of("none of this node");
    if (json.has("and")) {
      return new Predicate.And(predicates(json.get("and")));
    } else if (json.has("or")) {
      return new Predicate.Or(predicates(json.get("or")));
    } else if (json.has("compare")) {
      return new Predicate.Compare(
          column, Comparison.valueOf(json.get("compare").asText()), literal(json.get("value")));
    } else if (json.has("in")) {
      List<Literal> values = new ArrayList<>();
      json.path("values").forEach(value -> values.add(literal(value)));
      return new Predicate.OneOf(column, values, Polarity.valueOf(json.get("in").asText()));
    } else if (json.has("null")) {
      return new Predicate.Nullness(column, Polarity.valueOf(json.get("null").asText()));
    } else if (json.has("like")) {
      return new Predicate.Like(
          column,
          json.path("pattern").asText(),
          json.path("escape").intValue(),
          Polarity.valueOf(json.get("like").asText()));
    }
    throw new ConnectorException(
        StandardErrorCode.INTERNAL, "a token has a condition that this connector does not know");
  }

  private static List<Predicate> predicates(JsonNode array) {
    List<Predicate> read = new ArrayList<>();
    array.forEach(node -> read.add(predicate(node)));
    return read;
  }

  private static Optional<JsonNode> literal(Literal literal) {
    Object value = literal.value();
    if (value == null) {
      return Optional.empty();
    }
    String text = value instanceof ByteBuffer bytes ? base64(bytes) : value.toString();
    return type(literal.type())
        .map(type -> JSON.createObjectNode().put("type", type).put("text", text));
  }

  private static String base64(ByteBuffer bytes) {
    return Base64.getEncoder().encodeToString(Literals.bytes(bytes));
  }

  /** Only the types that a Delta column has. */
  private static Optional<String> type(ArrowType type) {
    return switch (type.getTypeID()) {
      case Bool -> Optional.of("bool");
      case Int ->
          ((ArrowType.Int) type).getIsSigned()
              ? Optional.of("int:" + ((ArrowType.Int) type).getBitWidth())
              : Optional.empty();
      case Decimal -> {
        ArrowType.Decimal decimal = (ArrowType.Decimal) type;
        yield decimal.getBitWidth() == 128
            ? Optional.of("decimal:" + decimal.getPrecision() + ':' + decimal.getScale())
            : Optional.empty();
      }
      case FloatingPoint ->
          switch (((ArrowType.FloatingPoint) type).getPrecision()) {
            case SINGLE -> Optional.of("float");
            case DOUBLE -> Optional.of("double");
            case HALF -> Optional.empty();
          };
      case Utf8 -> Optional.of("text");
      case Binary -> Optional.of("binary");
      case Date -> Optional.of("date");
      case Timestamp ->
          Optional.of(((ArrowType.Timestamp) type).getTimezone() == null ? "local" : "instant");
      default -> Optional.empty();
    };
  }

  private static Literal literal(JsonNode json) {
    String[] type = json.path("type").asText().split(":", -1);
    String text = json.path("text").asText();
    return switch (type[0]) {
      case "bool" -> new Literal(ArrowType.Bool.INSTANCE, Boolean.valueOf(text));
      case "int" ->
          new Literal(new ArrowType.Int(Integer.parseInt(type[1]), true), Long.valueOf(text));
      case "decimal" ->
          new Literal(
              new ArrowType.Decimal(Integer.parseInt(type[1]), Integer.parseInt(type[2]), 128),
              new BigDecimal(text));
      case "float" ->
          new Literal(
              new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE), Double.valueOf(text));
      case "double" ->
          new Literal(
              new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), Double.valueOf(text));
      case "text" -> new Literal(ArrowType.Utf8.INSTANCE, text);
      case "binary" ->
          new Literal(
              ArrowType.Binary.INSTANCE,
              ByteBuffer.wrap(Base64.getDecoder().decode(text)).asReadOnlyBuffer());
      case "date" -> new Literal(new ArrowType.Date(DateUnit.DAY), LocalDate.parse(text));
      case "local" ->
          new Literal(
              new ArrowType.Timestamp(TimeUnit.MICROSECOND, null), LocalDateTime.parse(text));
      case "instant" ->
          new Literal(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"), Instant.parse(text));
      default ->
          throw new ConnectorException(
              StandardErrorCode.INTERNAL,
              "a token has a constant of unknown type '" + type[0] + "'");
    };
  }
}
