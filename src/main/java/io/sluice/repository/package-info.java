/** The only room that touches model files on disk, and the catalogue of versions. */
@NullMarked
package io.sluice.repository;

import org.jspecify.annotations.NullMarked;
