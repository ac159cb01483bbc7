/**
 * The verbs of the command line and what they share. Not API.
 */
package org.mmscope.cli.internal;
