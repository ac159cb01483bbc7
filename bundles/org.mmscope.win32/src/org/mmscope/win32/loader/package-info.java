/**
 * The loader of images, which in Windows is ntdll's code in the process: maps them, moves them, binds their imports. It
 * runs no code of theirs, so DllMain is not called. Not API.
 */
package org.mmscope.win32.loader;
