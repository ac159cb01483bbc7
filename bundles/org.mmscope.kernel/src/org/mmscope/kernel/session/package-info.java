/** Session space: a part of system space that the processes of a terminal session share, and no others. */
package org.mmscope.kernel.session;
