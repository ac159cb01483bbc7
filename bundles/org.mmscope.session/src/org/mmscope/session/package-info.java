/**
 * One open machine: the thread that runs it, stepping and travelling in its history, and the moments it publishes. API.
 * Commands may be given from any thread and return at once; what a session hands out is immutable.
 */
package org.mmscope.session;
