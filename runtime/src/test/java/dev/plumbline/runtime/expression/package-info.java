@NullMarked
package dev.plumbline.runtime.expression;

import org.jspecify.annotations.NullMarked;
