/**
 * The library that hosts embed: {@link dev.plumbline.runtime.Plumbline} opens a configuration, and
 * discovers, plans, reads and validates what it names.
 */
@NullMarked
package dev.plumbline.runtime;

import org.jspecify.annotations.NullMarked;
