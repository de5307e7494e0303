/**
 * The contract between Plumbline and connector authors: how a source is configured, described,
 * scanned, queried and written. The runtime calls it; a connector implements {@link
 * dev.plumbline.spi.ConnectorFactory}, or extends {@link dev.plumbline.spi.ScanOnlyConnector} where
 * scanning is all it does.
 *
 * <p>Growth: records and enums never change; types with builders gain optional properties only; an
 * interface gains default methods only, each with a default that makes a connector that forgets it
 * slow, never wrong; sealed families gain members only together with a new {@link
 * dev.plumbline.spi.SpiVersion}, and the runtime hands a connector no member newer than its {@link
 * dev.plumbline.spi.ConnectorFactory#spiVersion()}. Text is UTF-8, times are UTC, nothing is null
 * unless it says so.
 */
@NullMarked
package dev.plumbline.spi;

import org.jspecify.annotations.NullMarked;
