/** The built-in guided scenarios. API. */
package org.mmscope.lessons;
