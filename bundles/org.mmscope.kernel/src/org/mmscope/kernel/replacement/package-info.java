/**
 * Which page leaves a working set that is full or is trimmed: the policy's interface, the policies built in, and the
 * register of both. API.
 */
package org.mmscope.kernel.replacement;
