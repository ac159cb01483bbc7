/**
 * The NT memory manager on a simulated machine: a kernel is booted, service classes stand for
 * the Nt-level system services. API. Everything NT keeps in memory lies in simulated memory with NT's field layouts.
 */
package org.mmscope.kernel;
