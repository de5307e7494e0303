package dev.plumbline.connector.delta;

import java.util.Optional;

/** Where the deleted rows of a file are listed, in the words of the Delta protocol. */
record DeletionVector(
    String storageType, String pathOrInline, Optional<Integer> offset, int size, long count) {}
