package dev.plumbline.spi;

import java.math.BigDecimal;

/**
 * What something costs at most.
 *
 * @param atMost the bound
 * @param currency an ISO 4217 code
 * @since 0.1.0
 */
public record Price(BigDecimal atMost, String currency) {}
