/** The cache manager: files that are read and written through views of their data sections in the system cache. */
package org.mmscope.kernel.cache;
