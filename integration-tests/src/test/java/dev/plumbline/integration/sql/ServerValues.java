package dev.plumbline.integration.sql;

import dev.plumbline.integration.functions.Rows;
import dev.plumbline.integration.functions.Type;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** A server's types and values as Arrow's. */
final class ServerValues {
  private ServerValues() {}

  /** The columns of an answer. */
  static Schema schema(Rows rows) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < rows.names().size(); i++) {
      fields.add(
          PlanTypes.field(rows.names().get(i), type(rows.names().get(i), rows.types().get(i))));
    }
    return new Schema(fields);
  }

  private static RelDataType type(String column, Type type) {
    return switch (type.name()) {
      case "boolean",
          "tinyint",
          "smallint",
          "integer",
          "bigint",
          "real",
          "double",
          "varchar",
          "varbinary",
          "date" ->
          PlanTypes.FACTORY.createSqlType(
              SqlTypeName.valueOf(type.name().toUpperCase(Locale.ROOT)));
      case "timestamp" -> PlanTypes.FACTORY.createSqlType(SqlTypeName.TIMESTAMP, 6);
      case "instant" ->
          PlanTypes.FACTORY.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, 6);
      case "decimal" -> {
        if (type.text().equals("decimal")) {
          throw unsupported(column, type);
        }
        String[] digits = type.text().replaceAll("[^0-9,]", "").split(",");
        yield PlanTypes.FACTORY.createSqlType(
            SqlTypeName.DECIMAL, Integer.parseInt(digits[0]), Integer.parseInt(digits[1]));
      }
      default -> throw unsupported(column, type);
    };
  }

  private static ConnectorException unsupported(String column, Type type) {
    return new ConnectorException(
        StandardErrorCode.UNSUPPORTED_TYPE,
        "column '" + column + "' has type " + type + ", which is not read; cast it in a query");
  }

  /** Rows in the columns that were planned, and no others. */
  static List<@Nullable Object[]> of(Schema planned, Rows rows) {
    List<Field> fields = planned.getFields();
    List<String> names = fields.stream().map(Field::getName).toList();
    if (!names.equals(rows.names())) {
      throw changed("columns " + names, "columns " + rows.names());
    }
    for (int i = 0; i < names.size(); i++) {
      String id = PlanTypes.typeId(PlanTypes.type(fields.get(i)));
      if (!id.equals(rows.types().get(i).name())) {
        throw changed(names.get(i) + " " + id, names.get(i) + " " + rows.types().get(i));
      }
    }
    List<@Nullable Object[]> all = new ArrayList<>();
    for (@Nullable Object[] row : rows.values()) {
      @Nullable Object[] values = new @Nullable Object[row.length];
      for (int i = 0; i < row.length; i++) {
        Object value = row[i];
        values[i] = value == null ? null : value(fields.get(i).getType(), value);
      }
      all.add(values);
    }
    return all;
  }

  private static ConnectorException changed(String planned, String given) {
    return new ConnectorException(
        StandardErrorCode.SCHEMA_CHANGED, "planned were " + planned + ", and there are " + given);
  }

  private static Object value(ArrowType type, Object value) {
    if (type instanceof ArrowType.Int) {
      return Long.valueOf(value.toString());
    }
    if (type instanceof ArrowType.Decimal decimal && value instanceof BigDecimal number) {
      return number.setScale(decimal.getScale());
    }
    return value;
  }
}
