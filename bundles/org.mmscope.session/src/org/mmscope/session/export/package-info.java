/**
 * Exports of a moment to files: the registry of kinds, the exporter interface that third parties implement, and the
 * kinds built in. API.
 */
package org.mmscope.session.export;
