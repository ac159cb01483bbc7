/** The generated implementation of the model. Not API. */
package org.mmscope.model.internal;
