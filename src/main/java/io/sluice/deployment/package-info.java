/** Makes the registry follow the repository: load, check, warm up, publish. */
@NullMarked
package io.sluice.deployment;

import org.jspecify.annotations.NullMarked;
