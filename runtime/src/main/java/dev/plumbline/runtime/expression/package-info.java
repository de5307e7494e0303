/**
 * Expressions of Spark SQL: their text, their types, and the tree that the planner works on. It
 * knows the vocabulary of {@link dev.plumbline.spi.SqlVocabulary} and no source.
 */
@NullMarked
package dev.plumbline.runtime.expression;

import org.jspecify.annotations.NullMarked;
