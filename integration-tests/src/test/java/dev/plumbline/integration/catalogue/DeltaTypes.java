package dev.plumbline.integration.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What a type of DuckDB's is called in a Delta log. */
final class DeltaTypes {
  private DeltaTypes() {}

  static void put(ObjectNode to, String key, String type) {
    if (type.endsWith("[]")) {
      ObjectNode array = to.putObject(key).put("type", "array").put("containsNull", true);
      put(array, "elementType", type.substring(0, type.length() - 2));
    } else if (type.startsWith("MAP(VARCHAR, ")) {
      ObjectNode map = to.putObject(key).put("type", "map").put("valueContainsNull", true);
      map.put("keyType", "string");
      put(map, "valueType", type.substring("MAP(VARCHAR, ".length(), type.length() - 1));
    } else {
      to.put(key, scalar(type));
    }
  }

  private static String scalar(String type) {
    return switch (type) {
      case "BIGINT" -> "long";
      case "INTEGER" -> "integer";
      case "DOUBLE" -> "double";
      case "FLOAT" -> "float";
      case "VARCHAR" -> "string";
      case "BOOLEAN" -> "boolean";
      case "DATE" -> "date";
      case "TIMESTAMP" -> "timestamp_ntz";
      case "TIMESTAMP WITH TIME ZONE" -> "timestamp";
      default -> {
        if (!type.startsWith("DECIMAL(")) {
          throw new IllegalArgumentException("no type of Delta's for " + type);
        }
        yield type.toLowerCase(Locale.ROOT);
      }
    };
  }
}
