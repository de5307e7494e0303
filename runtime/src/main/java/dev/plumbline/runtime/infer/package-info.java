/**
 * Proposes a configuration from what a source has: measures every table once, guesses ids,
 * timestamps, types and roles, and writes them as YAML with the evidence beside each guess. Called
 * by {@code Plumbline}.
 */
@NullMarked
package dev.plumbline.runtime.infer;

import org.jspecify.annotations.NullMarked;
