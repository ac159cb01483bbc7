/**
 * The engine thread's side of a session: command queue, checkpoints, publication. Not API.
 */
package org.mmscope.session.internal;
