/** Tests of the whole runtime, over connectors that are made for one test. */
@NullMarked
package dev.plumbline.runtime;

import org.jspecify.annotations.NullMarked;
