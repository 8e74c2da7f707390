package io.sluice.deployment;

import io.sluice.intake.StagedFile;

/**
 * Labelled rows that came with a push.
 *
 * @param file their bytes; whoever gives the order closes them once it is done
 * @param name as the sender calls the file
 */
record SentDataset(StagedFile file, String name) {}
