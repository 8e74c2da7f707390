/** Opens the database, owns its schema, and runs transactions. */
@NullMarked
package io.sluice.database;

import org.jspecify.annotations.NullMarked;
