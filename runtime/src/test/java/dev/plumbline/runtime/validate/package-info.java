/** Tests of the checks themselves, beside what they find. */
@NullMarked
package dev.plumbline.runtime.validate;

import org.jspecify.annotations.NullMarked;
