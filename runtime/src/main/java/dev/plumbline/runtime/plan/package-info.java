/**
 * Plans reads: a relational tree over pinned tables becomes, for each source, what it takes, and
 * one statement for the engine with the rest. Validation and reads call it through {@link
 * dev.plumbline.runtime.plan.Planning}; it opens nothing itself.
 */
@NullMarked
package dev.plumbline.runtime.plan;

import org.jspecify.annotations.NullMarked;
