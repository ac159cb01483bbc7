/** Paged and nonpaged pool: pages by bitmap, blocks behind POOL_HEADERs on free lists by size. */
package org.mmscope.kernel.pool;
