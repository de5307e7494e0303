/**
 * Measures Plumbline against its peers over one generated Delta table: {@code ScanBenchmarks}
 * starts a JVM for each peer and prints ratios; the JMH benchmarks beside it measure planning
 * alone. Nobody depends on this package.
 */
@NullMarked
package dev.plumbline.benchmarks;

import org.jspecify.annotations.NullMarked;
