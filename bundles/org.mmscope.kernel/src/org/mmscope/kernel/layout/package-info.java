/** Field layouts of NT structures, read from lists made from the public symbols. */
package org.mmscope.kernel.layout;
