/**
 * The command line: {@link dev.plumbline.standalone.Main} parses arguments, calls the facade of the
 * runtime, and shows what comes back as text, tables or JSON. Users call it; programs call the
 * runtime instead.
 */
@NullMarked
package dev.plumbline.standalone;

import org.jspecify.annotations.NullMarked;
