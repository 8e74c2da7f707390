package io.sluice.intake;

/**
 * One entry of a zip file whose two headers agree.
 *
 * @param name which one
 * @param deflated whether the bytes are deflated, or stored as they are
 * @param crc32 of the inflated bytes
 * @param compressedSize bytes in the file
 * @param size announced bytes once inflated
 * @param dataOffset where the bytes begin in the file
 */
record ArchiveEntry(
    EntryName name,
    boolean deflated,
    long crc32,
    long compressedSize,
    long size,
    long dataOffset) {}
