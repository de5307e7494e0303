/**
 * Spark's SQL as data: {@link dev.plumbline.engine.spark.SparkProfile} says how each operator of
 * the vocabulary is written there, or why it is not.
 */
@NullMarked
package dev.plumbline.engine.spark;

import org.jspecify.annotations.NullMarked;
