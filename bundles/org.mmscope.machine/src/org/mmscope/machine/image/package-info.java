/** Physical memory images in files, read in place. API. */
package org.mmscope.machine.image;
