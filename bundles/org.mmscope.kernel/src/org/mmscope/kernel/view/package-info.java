/**
 * What can be read of a machine at one moment, decoded from its physical memory as a debugger decodes a dump. API.
 * Everything here is immutable and may be used from any thread. Addresses are longs from 0 to 0xFFFFFFFF.
 */
package org.mmscope.kernel.view;
