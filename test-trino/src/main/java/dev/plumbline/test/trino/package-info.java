/**
 * Trino as a stand-in for Athena, whose engine it is: a server in a process of its own, which the
 * integration tests start as a child and ask over HTTP.
 */
@NullMarked
package dev.plumbline.test.trino;

import org.jspecify.annotations.NullMarked;
