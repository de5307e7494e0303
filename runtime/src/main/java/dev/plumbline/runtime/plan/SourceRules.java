package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.sql.LeafRel;
import dev.plumbline.runtime.sql.SqlText;
import dev.plumbline.runtime.sql.Refused;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * What may run in a source without another result than the engine's: text is compared, grouped and
 * sorted there only where that goes by its bytes, numbers of floating point only where NaN and -0.0
 * are as they are here.
 */
final class SourceRules {
  private static final String TEXT =
      "it compares text, and the source does not promise to compare this text by its bytes";
  private static final Set<String> KEYS =
      Set.of(
          "boolean", "tinyint", "smallint", "integer", "bigint", "decimal", "date", "timestamp",
          "instant");

  private final SqlProfile profile;

  SourceRules(SqlProfile profile) {
    this.profile = profile;
  }

  /** Whether the text of a leaf's column compares by its bytes. */
  interface TextColumns {
    boolean isBinary(LeafRel leaf, int column);
  }

  /** Why an expression may not run in the source; empty if it may. */
  Optional<String> refusal(RexNode node, RelNode input, ImmutableBitSet binary) {
    return refusal(node, input.getRowType(), binary);
  }

  Optional<String> refusal(RexNode node, RelDataType row, ImmutableBitSet binary) {
    try {
      new SqlText(profile).condition(node, row.getFieldNames());
    } catch (Refused e) {
      return Optional.of(e.reason());
    }
    return comparesOtherText(node, binary);
  }

  private Optional<String> comparesOtherText(RexNode node, ImmutableBitSet binary) {
    if (!(node instanceof RexCall call)) {
      return node instanceof org.apache.calcite.rex.RexFieldAccess access
          ? comparesOtherText(access.getReferenceExpr(), binary)
          : Optional.empty();
    }
    List<RexNode> texts =
        call.getOperands().stream().filter(o -> isText(o.getType())).toList();
    boolean passes =
        call.getKind() == SqlKind.CASE
            || call.getKind() == SqlKind.COALESCE
            || call.getOperator().getName().startsWith("concat");
    if (texts.size() > 1 && !passes && !texts.stream().allMatch(t -> isBinary(t, binary))) {
      return Optional.of(TEXT);
    }
    if (node instanceof RexOver over) {
      for (RexNode key : over.getWindow().partitionKeys) {
        Optional<String> refused = key(key.getType(), isBinary(key, binary));
        if (refused.isPresent()) {
          return refused;
        }
      }
      for (RexFieldCollation key : over.getWindow().orderKeys) {
        Optional<String> refused = key(key.left.getType(), isBinary(key.left, binary));
        if (refused.isPresent()) {
          return refused;
        }
      }
      if (isBound(over.getAggOperator().getKind())
          && !texts.stream().allMatch(t -> isBinary(t, binary))) {
        return Optional.of(TEXT);
      }
    }
    return call.getOperands().stream()
        .map(o -> comparesOtherText(o, binary))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean isBound(SqlKind kind) {
    return kind == SqlKind.MIN || kind == SqlKind.MAX;
  }

  /** Why rows may not be grouped or sorted by a column in the source. */
  Optional<String> key(RelDataType type, boolean binary) {
    String id = PlanTypes.typeId(type);
    if (KEYS.contains(id)) {
      return Optional.empty();
    }
    if (id.equals("varchar")) {
      return binary ? Optional.empty() : Optional.of(TEXT);
    }
    if (id.equals("double") || id.equals("real")) {
      return profile.features().contains(SqlFeature.FLOAT_KEYS)
          ? Optional.empty()
          : Optional.of("the source may order NaN and -0.0 in another way");
    }
    return Optional.of("the source may compare values of type " + id + " in another way");
  }

  Optional<String> key(RelNode input, int column, ImmutableBitSet binary) {
    return key(input.getRowType().getFieldList().get(column).getType(), binary.get(column));
  }

  /** Why an aggregate may not run in the source. */
  Optional<String> refusal(Aggregate aggregate, ImmutableBitSet binary) {
    RelNode input = aggregate.getInput();
    for (int key : aggregate.getGroupSet()) {
      Optional<String> refused = key(input, key, binary);
      if (refused.isPresent()) {
        return refused;
      }
    }
    for (AggregateCall call : aggregate.getAggCallList()) {
      for (int argument : call.getArgList()) {
        RelDataType type = input.getRowType().getFieldList().get(argument).getType();
        if (isText(type)
            && isBound(call.getAggregation().getKind())
            && !binary.get(argument)) {
          return Optional.of(TEXT);
        }
        Optional<String> refused =
            call.isDistinct() ? key(input, argument, binary) : Optional.empty();
        if (refused.isPresent()) {
          return refused;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isText(RelDataType type) {
    SqlTypeName name = type.getSqlTypeName();
    if (name == SqlTypeName.CHAR || name == SqlTypeName.VARCHAR) {
      return true;
    }
    RelDataType element = type.getComponentType();
    RelDataType key = type.getKeyType();
    RelDataType value = type.getValueType();
    return (element != null && isText(element))
        || (key != null && isText(key))
        || (value != null && isText(value))
        || (type.isStruct() && type.getFieldList().stream().anyMatch(f -> isText(f.getType())));
  }

  /** Whether text derives from columns that compare by their bytes, or from constants alone. */
  private boolean isBinary(RexNode node, ImmutableBitSet binary) {
    if (!isText(node.getType()) || node instanceof RexLiteral) {
      return true;
    }
    int[] seen = new int[3];
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitInputRef(RexInputRef ref) {
            if (isText(ref.getType())) {
              seen[binary.get(ref.getIndex()) ? 0 : 1]++;
            } else {
              seen[2]++;
            }
            return super.visitInputRef(ref);
          }
        });
    // Text that comes of no text has whatever order is the database's own.
    return seen[1] == 0
        && (seen[0] > 0 || seen[2] == 0 || profile.features().contains(SqlFeature.BINARY_TEXT));
  }

  /** The columns of a tree whose text compares by its bytes. */
  ImmutableBitSet binary(RelNode node, TextColumns leaves) {
    ImmutableBitSet.Builder bits = ImmutableBitSet.builder();
    if (node instanceof LeafRel leaf) {
      for (int i = 0; i < leaf.getRowType().getFieldCount(); i++) {
        if (leaves.isBinary(leaf, i)) {
          bits.set(i);
        }
      }
    } else if (node instanceof Project project) {
      ImmutableBitSet input = binary(project.getInput(), leaves);
      for (int i = 0; i < project.getProjects().size(); i++) {
        if (isBinary(project.getProjects().get(i), input)) {
          bits.set(i);
        }
      }
    } else if (node instanceof Filter || node instanceof Sort) {
      return binary(node.getInput(0), leaves);
    } else if (node instanceof Aggregate aggregate) {
      ImmutableBitSet input = binary(aggregate.getInput(), leaves);
      int at = 0;
      for (int key : aggregate.getGroupSet()) {
        bits.set(at, at + (input.get(key) ? 1 : 0));
        at++;
      }
      for (AggregateCall call : aggregate.getAggCallList()) {
        bits.set(at, at + (input.contains(ImmutableBitSet.of(call.getArgList())) ? 1 : 0));
        at++;
      }
    } else if (node instanceof Join join) {
      bits.addAll(binary(join.getLeft(), leaves));
      if (join.getJoinType().projectsRight()) {
        bits.addAll(
            binary(join.getRight(), leaves).shift(join.getLeft().getRowType().getFieldCount()));
      }
    } else if (node instanceof Union union) {
      return ImmutableBitSet.range(union.getRowType().getFieldCount())
          .intersect(
              union.getInputs().stream()
                  .map(input -> binary(input, leaves))
                  .reduce(ImmutableBitSet::intersect)
                  .orElseThrow());
    } else if (node instanceof Values) {
      return ImmutableBitSet.range(node.getRowType().getFieldCount());
    }
    return bits.build();
  }
}
