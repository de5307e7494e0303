package dev.plumbline.runtime.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bounds the depth of a tree, which long chains of operators make without any nesting. */
final class TreeDepth {
  private static final int DEEPEST = 1_000;

  private record Node(Expression expression, int depth) {}

  private TreeDepth() {}

  static void check(Expression root, SourceText source) {
    Deque<Node> open = new ArrayDeque<>(List.of(new Node(root, 1)));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.depth() > DEEPEST) {
        throw source.refuse(
            node.expression().at(),
            "this is a chain of more than " + DEEPEST + " operators",
            "put its parts into columns of their own");
      }
      for (Expression child : children(node.expression())) {
        open.push(new Node(child, node.depth() + 1));
      }
    }
  }

  private static List<Expression> children(Expression expression) {
    if (expression instanceof Expression.Binary binary) {
      return List.of(binary.left(), binary.right());
    } else if (expression instanceof Expression.Logic logic) {
      return logic.operands();
    } else if (expression instanceof Expression.Call call) {
      return call.arguments();
    } else if (expression instanceof Expression.Unary unary) {
      return List.of(unary.operand());
    } else if (expression instanceof Expression.Is is) {
      return List.of(is.operand());
    } else if (expression instanceof Expression.In in) {
      return join(in.operand(), in.values());
    } else if (expression instanceof Expression.Between between) {
      return List.of(between.operand(), between.low(), between.high());
    } else if (expression instanceof Expression.Like like) {
      return List.of(like.operand(), like.pattern());
    } else if (expression instanceof Expression.Cast cast) {
      return List.of(cast.operand());
    } else if (expression instanceof Expression.Field field) {
      return List.of(field.base());
    } else if (expression instanceof Expression.Element element) {
      return List.of(element.base(), element.key());
    } else if (expression instanceof Expression.Case cases) {
      List<Expression> parts = new ArrayList<>();
      add(parts, cases.operand());
      for (Expression.When when : cases.branches()) {
        parts.add(when.condition());
        parts.add(when.result());
      }
      add(parts, cases.otherwise());
      return parts;
    }
    return List.of();
  }

  private static List<Expression> join(Expression first, List<Expression> others) {
    List<Expression> all = new ArrayList<>(others);
    all.add(first);
    return all;
  }

  private static void add(List<Expression> parts, @Nullable Expression part) {
    if (part != null) {
      parts.add(part);
    }
  }
}
