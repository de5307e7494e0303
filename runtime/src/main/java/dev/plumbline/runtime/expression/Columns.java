package dev.plumbline.runtime.expression;

import dev.plumbline.spi.NearestName;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/** Finds columns and fields by name: as written first, then without regard to case. */
final class Columns {
  private final RexBuilder rex;
  private final RelDataType row;
  private final SourceText source;

  Columns(RexBuilder rex, RelDataType row, SourceText source) {
    this.rex = rex;
    this.row = row;
    this.source = source;
  }

  boolean exists(String name) {
    return row.getFieldNames().stream().anyMatch(name::equalsIgnoreCase);
  }

  RexNode column(Expression.Column column) {
    RelDataTypeField field = find(column.at(), row, column.parts().get(0), "column");
    if (field.getType().getSqlTypeName() == SqlTypeName.ANY) {
      throw source.refuse(
          column.at(),
          "column '" + field.getName() + "' is of a type that cannot be read",
          "leave it out");
    }
    RexNode node = new RexInputRef(field.getIndex(), field.getType());
    for (String part : column.parts().subList(1, column.parts().size())) {
      node = field(column.at(), node, part);
    }
    return node;
  }

  RexNode field(int at, RexNode base, String name) {
    RelDataType type = base.getType();
    if (SparkTypes.is(type, "map")) {
      throw source.refuse(at, "'." + name + "' of a map", "write its key in brackets: ['" + name + "']");
    }
    if (!SparkTypes.is(type, "struct")) {
      throw source.refuse(
          at, "'." + name + "' of " + SparkTypes.name(type), "only a struct has fields");
    }
    return rex.makeFieldAccess(base, find(at, type, name, "field").getIndex());
  }

  RelDataTypeField find(int at, RelDataType struct, String name, String what) {
    List<RelDataTypeField> fields = struct.getFieldList();
    Optional<RelDataTypeField> exact =
        fields.stream().filter(f -> f.getName().equals(name)).findFirst();
    if (exact.isPresent()) {
      return exact.get();
    }
    List<RelDataTypeField> others =
        fields.stream().filter(f -> f.getName().equalsIgnoreCase(name)).toList();
    if (others.size() > 1) {
      throw source.refuse(
          at,
          what
              + " '"
              + name
              + "' could be "
              + String.join(" or ", others.stream().map(f -> "`" + f.getName() + "`").toList()),
          "write it as the source does");
    }
    if (others.isEmpty()) {
      throw source.refuse(
          at,
          "'" + name + "' is no " + what,
          NearestName.of(name, struct.getFieldNames())
              .map(near -> "did you mean '" + near + "'?")
              .orElse(what + "s are " + String.join(", ", struct.getFieldNames())));
    }
    return others.get(0);
  }
}
