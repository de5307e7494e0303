/** Tests of the planner, over a small connector of their own. */
@NullMarked
package dev.plumbline.runtime.plan;

import org.jspecify.annotations.NullMarked;
