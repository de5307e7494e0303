/**
 * Reads {@code plumbline.yaml}: parsing with guards, references to secrets, every problem at once
 * with its line and column, and the JSON Schema of the whole file. The facade calls it; nothing
 * here opens a connection.
 */
@NullMarked
package dev.plumbline.runtime.config;

import org.jspecify.annotations.NullMarked;
