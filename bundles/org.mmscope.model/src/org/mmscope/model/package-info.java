/**
 * The Ecore model of one simulated machine at one moment: processes with their VADs, sections, segments with their
 * prototype PTEs, control areas, file objects, page files and counters, with the references that the kernel's pointers
 * stand for. API, generated from {@code model/mmscope.ecore}. Addresses are longs from 0 to 0xFFFFFFFF. The model knows
 * nothing of the engine; a tree of it belongs to the thread that changes it, in the workbench the UI thread.
 */
package org.mmscope.model;
