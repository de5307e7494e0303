/**
 * Redshift's SQL as data: {@link dev.plumbline.connector.redshift.RedshiftProfile} says how each
 * operator of the vocabulary is written there, or why it is not.
 */
@NullMarked
package dev.plumbline.connector.redshift;

import org.jspecify.annotations.NullMarked;
