/**
 * Snapshots in files: the JSON snapshot and the native {@code .mmsnap} container, writing, reading and checking. API.
 * Readers trust no size that a file states and report damage with its offset.
 */
package org.mmscope.session.snapshot;
