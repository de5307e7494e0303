/**
 * Counts and times what a {@link dev.plumbline.runtime.Plumbline} does in a Micrometer registry.
 * Optional: nothing else needs Micrometer, which the host brings. Called by hosts.
 */
@NullMarked
package dev.plumbline.runtime.metrics;

import org.jspecify.annotations.NullMarked;
