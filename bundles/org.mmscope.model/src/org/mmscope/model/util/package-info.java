/** The switch and the adapter factory over the model's classes. API, generated. */
package org.mmscope.model.util;
