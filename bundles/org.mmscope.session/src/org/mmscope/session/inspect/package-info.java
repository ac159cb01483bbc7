/**
 * Inspections: questions to a machine at one moment, as a debugger's commands ask them. Each is one small annotated
 * class; a {@link org.mmscope.session.inspect.Query} names one with its arguments, and its
 * {@link org.mmscope.session.inspect.Answer} prints as text or JSON. API: third parties add inspections to
 * {@link org.mmscope.session.inspect.Inspections}. All of it works on a MachineView alone and may be used from any
 * thread.
 */
package org.mmscope.session.inspect;
