/**
 * PE32 files as the memory manager reads them: headers and section table, validated, over bytes from anywhere; nothing
 * of the engine is needed. API.
 */
package org.mmscope.kernel.image;
