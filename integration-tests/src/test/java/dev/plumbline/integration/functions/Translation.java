package dev.plumbline.integration.functions;

import dev.plumbline.connector.athena.AthenaProfile;
import dev.plumbline.connector.redshift.RedshiftProfile;
import dev.plumbline.runtime.expression.NamedExpression;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.SparkExpressions;
import dev.plumbline.runtime.sql.DuckDbProfile;
import dev.plumbline.runtime.sql.SqlText;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.SqlProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * An expression as the runtime writes it for an engine.
 *
 * @param sql the text; empty if it is refused
 * @param refusal why it is refused; empty if it is not
 */
record Translation(Optional<String> sql, Optional<String> refusal) {
  private static final RelDataTypeFactory TYPES = PlanTypes.FACTORY;

  static SqlProfile profile(Engine engine) {
    return switch (engine) {
      case DUCKDB -> DuckDbProfile.PROFILE;
      case TRINO -> AthenaProfile.PROFILE;
      case POSTGRESQL -> RedshiftProfile.PROFILE;
    };
  }

  static Translation of(String spark, Engine engine) {
    return of(spark, engine.columns(), profile(engine));
  }

  static Translation of(String spark, List<NastyTable.Column> columns, SqlProfile profile) {
    try {
      RexNode expression = typed(spark, columns);
      List<String> names = columns.stream().map(NastyTable.Column::name).toList();
      return new Translation(
          Optional.of(new SqlText(profile).condition(expression, names)), Optional.empty());
    } catch (ConnectorException e) {
      return new Translation(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  static Optional<RexNode> tried(String spark) {
    try {
      return Optional.of(typed(spark, NastyTable.COLUMNS));
    } catch (ConnectorException e) {
      return Optional.empty();
    }
  }

  /** The expression with the types that the runtime gives it. */
  static RexNode typed(String spark, List<NastyTable.Column> columns) {
    RelDataTypeFactory.Builder row = TYPES.builder();
    columns.forEach(column -> row.add(column.name(), type(Type.of(column.type()), column.type())));
    List<NamedExpression> items =
        SparkExpressions.select(
            new RexBuilder(TYPES), row.build(), List.of("(" + spark + ") AS judged"));
    return items.get(0).expression();
  }

  private static RelDataType type(Type type, String text) {
    RelDataType planned =
        switch (type.name()) {
          case "varchar" -> TYPES.createSqlType(SqlTypeName.VARCHAR);
          case "varbinary" -> TYPES.createSqlType(SqlTypeName.VARBINARY);
          case "instant" -> TYPES.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, 6);
          case "timestamp" -> TYPES.createSqlType(SqlTypeName.TIMESTAMP, 6);
          case "decimal" -> {
            String[] digits = type.text().replaceAll("[^0-9,]", "").split(",", -1);
            yield TYPES.createSqlType(
                SqlTypeName.DECIMAL, Integer.parseInt(digits[0]), Integer.parseInt(digits[1]));
          }
          case "array" -> TYPES.createArrayType(argument(type, 0), -1);
          case "map" -> TYPES.createMapType(argument(type, 0), argument(type, 1));
          case "struct" -> struct(type, text);
          default -> TYPES.createSqlType(SqlTypeName.valueOf(type.name().toUpperCase(Locale.ROOT)));
        };
    return TYPES.createTypeWithNullability(planned, true);
  }

  private static RelDataType argument(Type type, int index) {
    Type argument = type.arguments().get(index);
    return type(argument, argument.text());
  }

  private static RelDataType struct(Type type, String text) {
    RelDataTypeFactory.Builder fields = TYPES.builder();
    String[] named = text.substring(text.indexOf('<') + 1, text.lastIndexOf('>')).split(",", -1);
    for (int i = 0; i < named.length; i++) {
      fields.add(named[i].substring(0, named[i].indexOf(':')), argument(type, i));
    }
    return fields.build();
  }

  /** A planned type in the words of {@link Type}. */
  static String text(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case DECIMAL -> "decimal(" + type.getPrecision() + "," + type.getScale() + ")";
      case ARRAY -> "array<" + text(component(type)) + ">";
      case MAP -> "map<" + text(key(type)) + "," + text(value(type)) + ">";
      case ROW -> {
        List<String> fields = new ArrayList<>();
        type.getFieldList().forEach(f -> fields.add(f.getName() + ":" + text(f.getType())));
        yield "struct<" + String.join(",", fields).toLowerCase(Locale.ROOT) + ">";
      }
      default -> PlanTypes.typeId(type);
    };
  }

  private static RelDataType component(RelDataType type) {
    return Objects.requireNonNull(type.getComponentType());
  }

  private static RelDataType key(RelDataType type) {
    return Objects.requireNonNull(type.getKeyType());
  }

  private static RelDataType value(RelDataType type) {
    return Objects.requireNonNull(type.getValueType());
  }
}
