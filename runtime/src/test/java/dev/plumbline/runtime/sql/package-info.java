/** Tests of SQL as text. */
@NullMarked
package dev.plumbline.runtime.sql;

import org.jspecify.annotations.NullMarked;
