/** Tests of checks that need no data. */
@NullMarked
package dev.plumbline.runtime.validate;

import org.jspecify.annotations.NullMarked;
