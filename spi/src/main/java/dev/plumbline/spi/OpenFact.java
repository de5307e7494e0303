package dev.plumbline.spi;

/**
 * A fact without which a resource would have to be {@code *}.
 *
 * @param key the key under which {@link AccessScope#facts()} takes it
 * @param question what to find out, and where
 * @since 0.1.0
 */
public record OpenFact(String key, String question) {}
