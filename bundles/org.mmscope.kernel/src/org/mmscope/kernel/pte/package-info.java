/** Page table entries bit for bit: their kinds, formats and protection codes. */
package org.mmscope.kernel.pte;
