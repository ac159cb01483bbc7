/** Sections: section objects, segments with prototype PTEs, control areas, subsections, views and their services. */
package org.mmscope.kernel.section;
