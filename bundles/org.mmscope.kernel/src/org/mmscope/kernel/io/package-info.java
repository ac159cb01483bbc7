/** The simulated volume and file objects. {@code Volume} and {@code VolumeCapture} are API, the rest is not. */
package org.mmscope.kernel.io;
