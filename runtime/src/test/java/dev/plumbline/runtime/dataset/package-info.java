/** Tests of how datasets become trees. */
@NullMarked
package dev.plumbline.runtime.dataset;

import org.jspecify.annotations.NullMarked;
