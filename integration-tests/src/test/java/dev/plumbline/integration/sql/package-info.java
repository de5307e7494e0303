/**
 * Pushing into SQL sources on real servers: a connector over the PostgreSQL and the Trino that
 * stand for Redshift and Athena, and the tests that ask it, through the planner and through the
 * library's entry.
 */
@NullMarked
package dev.plumbline.integration.sql;

import org.jspecify.annotations.NullMarked;
