/**
 * Compiles a DL4J network into an ONNX graph, layer by layer, and runs it on ONNX Runtime; DL4J
 * stays the truth that each plan is compared with before it serves. Runs graphs of other people's
 * too.
 */
@NullMarked
package io.sluice.runtime.plan;

import org.jspecify.annotations.NullMarked;
