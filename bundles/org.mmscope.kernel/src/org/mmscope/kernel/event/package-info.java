/** What the kernel tells of while it works: small immutable records given to an {@code EventSink}. API. */
package org.mmscope.kernel.event;
