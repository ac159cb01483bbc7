/** The reconciliation of a model tree with a view of a moment, class by class. Not API. */
package org.mmscope.model.live.internal;
