/**
 * Checks datasets against their data: which columns, types, ids and timestamps are right, which are
 * wrong, and how that was decided. The facade calls it with a planner; reports come out.
 */
@NullMarked
package dev.plumbline.runtime.validate;

import org.jspecify.annotations.NullMarked;
