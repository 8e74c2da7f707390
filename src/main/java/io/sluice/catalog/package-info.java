/**
 * Read-only resources: models, versions, signatures, and the contracts of the API and each model.
 */
@NullMarked
package io.sluice.catalog;

import org.jspecify.annotations.NullMarked;
