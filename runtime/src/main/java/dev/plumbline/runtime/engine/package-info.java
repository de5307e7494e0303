/**
 * Engines run what the planner left over: one SELECT over the parts that connectors planned, as a
 * stream of Arrow batches. They know neither configuration nor models; the facade calls them.
 */
@NullMarked
package dev.plumbline.runtime.engine;

import org.jspecify.annotations.NullMarked;
