/**
 * Turns datasets into relational trees: which rows a read of a dataset gives, in the model's names.
 * The facade and validation call it; it plans nothing and runs nothing itself.
 */
@NullMarked
package dev.plumbline.runtime.dataset;

import org.jspecify.annotations.NullMarked;
