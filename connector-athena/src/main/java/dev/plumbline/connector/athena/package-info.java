/**
 * Athena's SQL as data: {@link dev.plumbline.connector.athena.AthenaProfile} says how each operator
 * of the vocabulary is written there, or why it is not.
 */
@NullMarked
package dev.plumbline.connector.athena;

import org.jspecify.annotations.NullMarked;
