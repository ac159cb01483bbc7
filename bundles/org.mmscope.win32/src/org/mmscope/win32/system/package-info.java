/**
 * Stand-ins for the libraries of Windows, which this project may not give away. Each is a real PE image with the names
 * that the library exports, at the base it has in Windows XP SP2, and with no code behind them but a return. Not API.
 */
package org.mmscope.win32.system;
