package dev.plumbline.integration.functions;

import java.util.List;

/** An engine that holds the table. */
public interface Evaluator {
  /** Evaluates each expression for every row; answers come in the same order. */
  List<Answer> evaluate(List<String> expressions);

  /** Evaluates expressions without the table; each has one value, of the key 0. */
  List<Answer> constants(List<String> expressions);
}
