/**
 * Spark as a judge: a process that evaluates expressions over one table. The integration tests
 * start it as a child and talk with it in lines of JSON.
 */
@NullMarked
package dev.plumbline.test.spark;

import org.jspecify.annotations.NullMarked;
