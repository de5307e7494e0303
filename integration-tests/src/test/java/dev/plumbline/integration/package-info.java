/** Everything together: the runtime with real connectors and real tables, and the distribution. */
@NullMarked
package dev.plumbline.integration;

import org.jspecify.annotations.NullMarked;
