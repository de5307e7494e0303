package dev.plumbline.integration.functions;

import java.util.List;

/** An engine that holds the table. */
interface Evaluator {
  /** Evaluates each expression for every row; answers come in the same order. */
  List<Answer> evaluate(List<String> expressions);
}
