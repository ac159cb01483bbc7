/**
 * Keeps a tree of the Ecore model equal to a session's newest moment. API. No SWT: the thread that the tree belongs to
 * is the one behind the executor given to {@link org.mmscope.model.live.LiveModel}.
 */
package org.mmscope.model.live;
