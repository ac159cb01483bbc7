/** Reading, checking and evaluating scenarios. Not API. */
package org.mmscope.scenario.internal;
