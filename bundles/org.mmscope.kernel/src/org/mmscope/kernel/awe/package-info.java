/**
 * Address Windowing Extensions: physical pages that programs have as their own and map in windows of their address
 * spaces. Not API.
 */
package org.mmscope.kernel.awe;
