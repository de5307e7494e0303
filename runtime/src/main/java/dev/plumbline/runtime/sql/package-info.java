/**
 * SQL as text: relational trees and expressions written by a {@link dev.plumbline.spi.SqlProfile},
 * and the profile of the local engine. What a profile does not list is refused.
 */
@NullMarked
package dev.plumbline.runtime.sql;

import org.jspecify.annotations.NullMarked;
