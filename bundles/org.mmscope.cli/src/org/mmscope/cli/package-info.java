/**
 * The command line: one entry point, one small class for each verb. API is {@link org.mmscope.cli.Main} alone. It never
 * touches a user interface.
 */
package org.mmscope.cli;
