/**
 * Delta Lake tables as files that the engine reads. The log is read by Delta Kernel, whose internal
 * classes stay inside one class; rows are never read here. The runtime finds {@link
 * dev.plumbline.connector.delta.DeltaConnectorFactory} and nothing else.
 */
@NullMarked
package dev.plumbline.connector.delta;

import org.jspecify.annotations.NullMarked;
