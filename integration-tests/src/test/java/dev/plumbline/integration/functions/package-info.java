/**
 * What an expression means, judged by real engines: each is evaluated by Spark and by the engine
 * that it was written for, over one table of awkward values, and the answers are compared value by
 * value.
 */
@NullMarked
package dev.plumbline.integration.functions;

import org.jspecify.annotations.NullMarked;
