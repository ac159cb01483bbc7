/**
 * The invariants of the memory manager, one small checker a rule, over a view of one moment. API. Checkers hold no
 * state, change nothing and may be used from any thread.
 */
package org.mmscope.kernel.check;
