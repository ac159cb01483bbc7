/**
 * The Win32 calls of a program on the simulated machine: arguments as kernel32 takes them, last-error codes, memory
 * references with their exceptions. API.
 */
package org.mmscope.win32;
