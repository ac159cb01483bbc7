/** Benchmarks of the engine, beside peers that do the same work in the same run where they are installed. Not API. */
package org.mmscope.benchmarks;
