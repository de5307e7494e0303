/**
 * The catalogue of defects: a clean model over generated Delta tables, and mutations of it, each
 * with what a validation must find in it and nothing else.
 */
@NullMarked
package dev.plumbline.integration.catalogue;

import org.jspecify.annotations.NullMarked;
