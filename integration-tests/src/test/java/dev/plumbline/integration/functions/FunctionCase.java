package dev.plumbline.integration.functions;

/**
 * One expression to judge: a name, Spark's text, and whether the last bits of doubles may differ.
 */
record FunctionCase(String name, String spark, boolean approximate) {}
