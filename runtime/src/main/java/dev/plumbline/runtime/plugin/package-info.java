/**
 * Finds connectors and keeps them apart: one class loader for each folder of jars, a list of what
 * is shared with the runtime, and a status with a reason for each that could not be loaded. The
 * facade and the commands {@code connectors} and {@code doctor} call it.
 */
@NullMarked
package dev.plumbline.runtime.plugin;

import org.jspecify.annotations.NullMarked;
