/**
 * Binds datasets to the schemas of their sources: which column is which field, and whether its type
 * fits. Reads and validation call it; nothing here runs a query.
 */
@NullMarked
package dev.plumbline.runtime.model;

import org.jspecify.annotations.NullMarked;
