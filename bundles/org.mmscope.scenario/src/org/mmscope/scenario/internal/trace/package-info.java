/** Recorded address traces: read from files of the host as they come, and played in a process. Not API. */
package org.mmscope.scenario.internal.trace;
